package dlkm.dkms;

import dlkm.host.Layout;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@code dkms autoinstall}: the newest version of each package that wants it, each after those that
 * it needs. A package that fails keeps only those away that need it.
 */
final class Autoinstall {

  /** The status of a package that is not for the kernel. */
  private static final int EXCLUDED = 77;

  /** A file by which an administrator switches it off. */
  private static final String SWITCH = Layout.DKMS_CONFIGURATION + "/no-autoinstall";

  /**
   * What came of it.
   *
   * @param installed names of packages that are installed, those too that were before
   * @param skipped names of those that are not for the kernel
   * @param failed names of those that couldn't be installed, each with its exit status
   */
  record Result(List<String> installed, List<String> skipped, List<String> failed) {}

  private final DkmsSession session;
  private final KernelTarget kernel;
  private final Result result = new Result(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
  private final Set<String> done = new HashSet<>();
  private final Map<PackageVersion, List<String>> waiting = new LinkedHashMap<>();

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
   * @return whether a package was installed
   * @throws DkmsException when one of them couldn't be installed (11)
   */
  boolean run() {
    DkmsOutput output = session.output();
    Dialect dialect = output.dialect();
    if (dialect.triesExcluded() && Files.exists(session.host().path(SWITCH))) {
      output.say("Automatic installation of modules has been disabled.");
      return false;
    }
    session.tree().names("").forEach(this::choose);
    if (waiting.isEmpty() && result.failed().isEmpty()) {
      return false;
    }
    int before = result.installed().size();
    boolean again = true;
    while (again) {
      again = false;
      Set<String> ready = Set.copyOf(done);
      for (PackageVersion version : List.copyOf(waiting.keySet())) {
        if (ready.containsAll(waiting.get(version))) {
          waiting.remove(version);
          again |= install(version);
        }
      }
    }
    output.say(dialect.autoinstalled(kernel.release(), result));
    waiting.forEach(
        (version, needs) ->
            output.say(
                version
                    + " autoinstall failed due to missing dependencies: "
                    + String.join(" ", needs.stream().filter(n -> !done.contains(n)).toList())
                    + dialect.listEnd()));
    if (!result.failed().isEmpty() || !waiting.isEmpty()) {
      throw new DkmsException(
          11,
          "One or more modules failed to install during autoinstall.",
          "Refer to previous errors for more information.");
    }
    return result.installed().size() > before;
  }

  private void choose(String name) {
    Dialect dialect = session.output().dialect();
    List<PackageVersion> versions = new ArrayList<>();
    for (PackageVersion version : session.tree().all(name, "")) {
      if (dialect.knowsBroken() && session.tree().isBroken(version)) {
        session
            .output()
            .error(
                version
                    + " is broken! Missing the source directory or the symbolic link pointing"
                    + " to it.",
                "Manual intervention is required!");
      } else if (session.tree().isAdded(version)) {
        versions.add(version);
      }
    }
    newest(versions).ifPresent(newest -> choose(name, newest));
  }

  private static Optional<PackageVersion> newest(List<PackageVersion> versions) {
    return versions.stream()
        .max(Comparator.comparing(version -> VersionOrder.padded(version.version())));
  }

  /**
   * Whether nothing is left to be installed for a kernel.
   *
   * @throws DkmsException when a configuration can't tell
   */
  static boolean isDone(DkmsSession session, KernelTarget kernel) {
    for (String name : session.tree().names("")) {
      Optional<PackageVersion> newest = newest(session.tree().added(name, ""));
      if (newest.isPresent() && !session.tree().isActive(newest.get(), kernel)) {
        DkmsConf conf = session.of(newest.get()).reader().read(newest.get(), kernel);
        if (conf.automatic() && !conf.excluded()) {
          return false;
        }
      }
    }
    return true;
  }

  private void choose(String name, PackageVersion newest) {
    if (session.tree().isActive(newest, kernel)) {
      result.installed().add(name);
      boolean _ = done.add(name);
    } else if (isWanted(newest)) {
      List<String> _ = waiting.put(newest, session.reader().read(newest, kernel).needs());
    }
  }

  /** Whether it asks for it and is for the kernel. */
  private boolean isWanted(PackageVersion version) {
    try {
      DkmsConf conf = session.reader().read(version, kernel);
      boolean tried = session.output().dialect().triesExcluded();
      if (conf.automatic() && conf.excluded() && !tried) {
        session.output().say(version + ": excluded from kernel " + kernel.release() + ", skip.");
      }
      return conf.automatic() && (!conf.excluded() || tried);
    } catch (DkmsException e) {
      e.tell(session.output());
      result.failed().add(version.name() + "(" + e.status() + ")");
      return false;
    }
  }

  private boolean install(PackageVersion version) {
    DkmsOutput output = session.output();
    DkmsSession own = session.of(version);
    if (output.dialect().looksBeforeBuild() && !session.isBuilt(version, kernel)) {
      var _ = session.preparation().of(session, kernel);
    }
    output.say(output.dialect().beforeAutoinstall(version, kernel));
    int status = new PackageInstall(own, version, kernel).tried();
    output.say(output.dialect().afterAutoinstall());
    if (status == EXCLUDED) {
      result.skipped().add(version.name());
    } else if (status == 0) {
      result.installed().add(version.name());
    } else {
      result.failed().add(version.name() + "(" + status + ")");
      return false;
    }
    return done.add(version.name());
  }
}
