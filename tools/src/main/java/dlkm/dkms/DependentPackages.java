package dlkm.dkms;

import dlkm.component.Texts;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;

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
    SequencedMap<PackageVersion, DkmsConf> waiting = changed();
    while (!waiting.isEmpty()) {
      PackageVersion next =
          waiting.sequencedKeySet().stream()
              .filter(one -> isReady(waiting.get(one), waiting.keySet()))
              .findFirst()
              .orElse(waiting.firstEntry().getKey());
      waiting.remove(next);
      rebuild(next);
    }
  }

  private SequencedMap<PackageVersion, DkmsConf> changed() {
    SequencedMap<PackageVersion, DkmsConf> changed = new LinkedHashMap<>();
    for (PackageVersion version : session.tree().added("", "")) {
      if (session.tree().kernels(version, kernel.release(), kernel.arch()).isEmpty()
          || session.tree().isBroken(version)
          || !mentions(version)) {
        continue;
      }
      DkmsConf conf = session.of(version).reader().read(version, kernel);
      if (conf.rebuilt() && needs(version, conf).haveChanged()) {
        changed.put(version, conf);
      }
    }
    return changed;
  }

  /** Most configurations needn't be evaluated for it. */
  private boolean mentions(PackageVersion version) {
    Path file = session.tree().source(version).resolve(PackageTree.CONF);
    return Texts.readOrEmpty(file).contains("BUILD_DEPENDS_REBUILD");
  }

  private BuildNeeds needs(PackageVersion version, DkmsConf conf) {
    return new BuildNeeds(session.of(version), version, kernel, conf);
  }

  private static boolean isReady(DkmsConf conf, Set<PackageVersion> waiting) {
    return waiting.stream().noneMatch(other -> conf.needs().contains(other.name()));
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
