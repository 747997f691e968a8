package dlkm.dkms;

import dlkm.funcset.FunctionSet;
import dlkm.host.Layout;
import dlkm.problem.IoFailure;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Whether what DKMS has installed of a package for a kernel can be taken over as it is: every
 * installed file is the one that was built.
 */
record AdoptionCheck(DkmsSession session, PackageVersion version, KernelTarget kernel) {

  /**
   * The configuration with the modules that are installed; with none where all are ours already.
   *
   * @throws ProblemException when they can't be taken
   */
  DkmsConf require() {
    DkmsConf conf = HandOverSession.configuration(session, version, kernel);
    Map<Boolean, List<DkmsConf.Module>> ours =
        conf.modules().stream().collect(Collectors.partitioningBy(this::isOurs));
    List<DkmsConf.Module> modules = ours.get(false).stream().filter(this::isThere).toList();
    if (modules.isEmpty()) {
      if (ours.get(true).isEmpty()) {
        throw new ProblemException(
            directory(), "has none of its modules", remedy("dkms install --force"));
      }
      return conf.with(modules);
    }
    List<Problem> problems = new ArrayList<>();
    modules.forEach(module -> problem(module).ifPresent(problems::add));
    if (!problems.isEmpty()) {
      throw new ProblemException(problems);
    }
    return conf.with(modules);
  }

  /** A kernel that is gone: nothing is installed for it, whatever DKMS's tree says. */
  Optional<Problem> stale() {
    return Files.isDirectory(session.kernel(kernel).modules())
        ? Optional.empty()
        : Optional.of(
            new Problem(
                session.tree().active(version.name(), kernel).toString(),
                "kernel " + kernel.release() + " is not installed",
                remedy("dkms remove")));
  }

  private String directory() {
    return Layout.dkmsLink(kernel.release(), "").replaceAll("/$", "");
  }

  private String remedy(String command) {
    return "'" + command + " " + version + " -k " + kernel + "'";
  }

  /** Whether it is registered, and found by a link to the registered image. */
  private boolean isOurs(DkmsConf.Module module) {
    FunctionSet set = new FunctionSet(session.host(), kernel.release());
    return set.knows(module.built())
        && !BuiltFiles.links(session.tree(), kernel, List.of(module.built())).isEmpty();
  }

  /** DKMS leaves a module out where the kernel has a newer one of its own. */
  private boolean isThere(DkmsConf.Module module) {
    return !BuiltFiles.installed(session.tree(), kernel, module.dest()).isEmpty();
  }

  private Optional<Problem> problem(DkmsConf.Module module) {
    return BuiltFiles.installed(session.tree(), kernel, module.dest()).stream()
        .map(file -> problem(module, file))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private Optional<Problem> problem(DkmsConf.Module module, Path file) {
    String shown = directory() + "/" + file.getFileName();
    Optional<Path> built = BuiltFiles.find(session.tree(), version, kernel, module.dest());
    try {
      if (built.isEmpty()) {
        return Optional.of(BuiltFiles.missing(session.tree(), version, kernel, module.dest()));
      }
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        return Optional.of(
            new Problem(shown, "is no regular file", remedy("dkms install --force")));
      }
      return Files.mismatch(built.get(), file) < 0
          ? Optional.empty()
          : Optional.of(
              new Problem(
                  shown, "is not what " + version + " built", remedy("dkms install --force")));
    } catch (IOException e) {
      return Optional.of(Problem.of(shown, IoFailure.words(e), ""));
    }
  }
}
