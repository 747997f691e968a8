package dlkm.dkms;

import java.util.ArrayList;
import java.util.List;

/** What the packages of kernels call: {@code kernel_preinst} and {@code kernel_prerm}. */
record KernelHooks(DkmsSession session, String action) {

  private static final String BEFORE_UPGRADE = "kernel_preinst";

  /**
   * Takes out what was built for the kernel: all of it when the kernel goes, what {@code
   * autoinstall} will build again when it is upgraded.
   *
   * @throws DkmsException when a package stays (14)
   */
  void run() {
    KernelTarget kernel = session.kernels().getFirst();
    boolean upgrade = action.equals(BEFORE_UPGRADE);
    List<String> failed = new ArrayList<>();
    boolean changed = false;
    for (PackageVersion version : session.tree().all("", "")) {
      if (!session.tree().hasBuild(version, kernel) || upgrade && !isAutomatic(version, kernel)) {
        continue;
      }
      session
          .output()
          .err()
          .say(
              "dkms: removing module "
                  + version
                  + " for kernel "
                  + kernel.release()
                  + " ("
                  + kernel.arch()
                  + ")");
      changed |= session.isInstalled(version, kernel);
      try {
        new PackageRemoval(session.of(version), version, true).unbuild(List.of(kernel));
      } catch (DkmsException e) {
        e.tell(session.output());
        failed.add(version + "(" + e.status() + ")");
      }
      if (!upgrade) {
        session.output().say("");
      }
    }
    if (changed) {
      session.output().say(session.output().dialect().indexed());
    }
    if (!failed.isEmpty()) {
      throw new DkmsException(
          14,
          "dkms "
              + action
              + " for kernel "
              + kernel.release()
              + " ("
              + kernel.arch()
              + ") failed for module(s) "
              + String.join(" ", failed)
              + ".");
    }
  }

  private boolean isAutomatic(PackageVersion version, KernelTarget kernel) {
    return session.of(version).reader().read(version, kernel).automatic();
  }
}
