package dlkm.dkms;

import dlkm.component.Texts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The packages that have to be built again after one that they need was installed in another
 * version ({@code BUILD_DEPENDS_REBUILD}).
 */
record DependentPackages(DkmsSession session, KernelTarget kernel) {

  /** Builds and installs them again, those that need others of them after those. */
  void rebuild() {
    if (session.request().flags().force() || !session.output().dialect().looksBeforeBuild()) {
      return;
    }
    List<PackageVersion> waiting = new ArrayList<>(changed());
    while (!waiting.isEmpty()) {
      PackageVersion next =
          waiting.stream().filter(one -> isReady(one, waiting)).findFirst().orElse(waiting.get(0));
      waiting.remove(next);
      rebuild(next);
    }
  }

  private List<PackageVersion> changed() {
    List<PackageVersion> changed = new ArrayList<>();
    for (PackageVersion version : session.tree().added("", "")) {
      if (session.tree().kernels(version, kernel.release(), kernel.arch()).isEmpty()
          || session.tree().isBroken(version)
          || !mentions(version)) {
        continue;
      }
      DkmsConf conf = reader(version);
      if (conf.rebuilt() && needs(version, conf).haveChanged()) {
        changed.add(version);
      }
    }
    return changed;
  }

  /** Most configurations needn't be evaluated for it. */
  private boolean mentions(PackageVersion version) {
    Path file = session.tree().source(version).resolve("dkms.conf");
    return Texts.readOrEmpty(file).contains("BUILD_DEPENDS_REBUILD");
  }

  private DkmsConf reader(PackageVersion version) {
    return session.of(version).reader().read(version, kernel);
  }

  private BuildNeeds needs(PackageVersion version, DkmsConf conf) {
    return new BuildNeeds(session.of(version), version, kernel, conf);
  }

  private boolean isReady(PackageVersion version, List<PackageVersion> waiting) {
    List<String> needs = reader(version).needs();
    return waiting.stream().noneMatch(other -> needs.contains(other.name()));
  }

  private void rebuild(PackageVersion version) {
    DkmsSession own = session.of(version);
    session
        .output()
        .say(List.of("", "Rebuilding module " + version + " due to updated dependencies", ""));
    PackageRemoval removal = new PackageRemoval(own, version);
    removal.uninstallOnce(kernel);
    removal.unbuild(kernel);
    new PackageInstall(own, version, kernel).run();
  }
}
