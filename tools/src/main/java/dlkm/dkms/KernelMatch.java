package dlkm.dkms;

import java.util.List;

/** {@code dkms match}: installs for a kernel what is installed for another one. */
record KernelMatch(DkmsSession session, String template) {

  /**
   * Installs them; one that fails keeps no other away, and the last one's end counts.
   *
   * @throws DkmsException for a wrong command line (1, 2), or a package that isn't there (3)
   */
  void run() {
    if (template.isEmpty()) {
      throw new DkmsException(
          1,
          "Invalid number of parameters passed.",
          "Usage: match --templatekernel=<kernel-version> -k <kernel-version>",
          "   or: match --templatekernel=<kernel-version> -k <kernel-version> <module>");
    }
    KernelTarget kernel = session.kernels().getFirst();
    if (template.equals(kernel.release())) {
      throw new DkmsException(
          2, "The templatekernel and the specified kernel version are the same.");
    }
    String name = session.request().name();
    if (!name.isEmpty() && !session.tree().names("").contains(name)) {
      throw new DkmsException(3, "The module: " + name + " is not located in the DKMS tree.");
    }
    KernelTarget from = new KernelTarget(template, kernel.arch());
    List<PackageVersion> versions =
        session.tree().added(name, "").stream()
            .filter(version -> session.isInstalled(version, from))
            .toList();
    session.output().say("");
    session
        .output()
        .say("Matching modules in kernel: " + kernel.release() + " (" + kernel.arch() + ")");
    session
        .output()
        .say("to the configuration of kernel: " + template + " (" + kernel.arch() + ")");
    if (versions.isEmpty()) {
      session.output().say("");
      session.output().say("There is nothing to be done for this match.");
    }
    int status = 0;
    for (PackageVersion version : versions) {
      session.output().say("Module:  " + version.name());
      session.output().say("Version: " + version.version());
      DkmsSession own = session.with(session.request().of(version));
      status = new PackageInstall(own, version, kernel).tried();
    }
    if (status != 0) {
      throw DkmsException.told(status);
    }
  }
}
