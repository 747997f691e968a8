package dlkm.dkms;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * {@code dkms autoinstall}: the newest version of each package that wants it, each after those that
 * it needs. A package that fails keeps only those away that need it.
 */
final class Autoinstall {

  private final DkmsSession session;
  private final KernelTarget kernel;
  private final Set<String> installed = new HashSet<>();
  private final Map<PackageVersion, List<String>> waiting = new LinkedHashMap<>();
  private final List<PackageVersion> failed = new ArrayList<>();

  Autoinstall(DkmsSession session) {
    this.session = session;
    List<KernelTarget> kernels = session.kernels();
    kernel =
        kernels.isEmpty()
            ? new KernelTarget(DkmsSession.runningRelease(), "x86_64")
            : kernels.getFirst();
  }

  /**
   * Installs them.
   *
   * @throws DkmsException when one of them couldn't be installed (11)
   */
  void run() {
    session.tree().names("").forEach(this::choose);
    boolean again = true;
    while (again) {
      again = false;
      for (PackageVersion version : List.copyOf(waiting.keySet())) {
        if (installed.containsAll(waiting.get(version))) {
          waiting.remove(version);
          again |= install(version);
        }
      }
    }
    waiting.forEach(
        (version, needs) ->
            session
                .output()
                .say(
                    version
                        + " autoinstall failed due to missing dependencies: "
                        + String.join(
                            " ", needs.stream().filter(n -> !installed.contains(n)).toList())));
    if (!failed.isEmpty() || !waiting.isEmpty()) {
      throw new DkmsException(
          11,
          "One or more modules failed to install during autoinstall.",
          "Refer to previous errors for more information.");
    }
  }

  private void choose(String name) {
    List<PackageVersion> versions = session.tree().added(name, "");
    if (versions.stream().anyMatch(version -> session.tree().isActive(version, kernel))) {
      installed.add(name);
      return;
    }
    String newest = "0";
    for (PackageVersion version : versions) {
      if (isWanted(version) && VersionOrder.isNewer(version.version(), newest)) {
        newest = version.version();
      }
    }
    if (!newest.equals("0")) {
      PackageVersion version = new PackageVersion(name, newest);
      waiting.put(version, session.reader().read(version, kernel).needs());
    }
  }

  /** Whether it asks for it and is for the kernel. */
  private boolean isWanted(PackageVersion version) {
    try {
      DkmsConf conf = session.reader().read(version, kernel);
      if (conf.automatic() && conf.excluded()) {
        session.output().say(version + ": excluded from kernel " + kernel.release() + ", skip.");
      }
      return conf.automatic() && !conf.excluded();
    } catch (DkmsException e) {
      session.output().error(e.lines().toArray(String[]::new));
      failed.add(version);
      return false;
    }
  }

  private boolean install(PackageVersion version) {
    DkmsSession own = session.with(session.request().of(version));
    if (!new PackageInstall(own, version, kernel).tried()) {
      failed.add(version);
      return false;
    }
    installed.add(version.name());
    return true;
  }
}
