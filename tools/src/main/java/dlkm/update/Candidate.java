package dlkm.update;

import dlkm.component.InstalledModule;
import dlkm.funcset.BuildArea;
import dlkm.funcset.FunctionSet;
import dlkm.host.Notices;
import dlkm.host.Sha256;
import dlkm.image.ModuleImage;
import dlkm.installedkernel.InstalledKernel;
import dlkm.modname.ModuleName;
import dlkm.plan.IncludedModules;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import dlkm.registry.Phases;
import dlkm.registry.Registration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An image to be registered, with its record; the two are known to agree.
 *
 * @param file where the image is now
 */
public record Candidate(Registration record, Path file, ModuleImage image) {

  /**
   * Returns the candidates of all modules, or the problems of any of them. A module that its family
   * did not have before its last update stays as it is in a rollback.
   *
   * @param notices gets which ones stay, and which built ones aren't as planned
   */
  static List<Candidate> all(
      FunctionSet set, List<String> modules, boolean previous, Notices notices) {
    List<Candidate> candidates = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    Optional<Rollback> rollback =
        previous ? Optional.of(new Rollback(set, modules)) : Optional.empty();
    for (String module : modules) {
      if (rollback.isPresent() && rollback.get().isNew(module)) {
        notices.say(module + ": its family did not have it then: stays as it is");
        continue;
      }
      try {
        candidates.add(
            rollback.isPresent() ? rollback.get().of(module) : planned(set, module, notices));
      } catch (ProblemException e) {
        problems.addAll(e.problems());
      }
    }
    if (!problems.isEmpty()) {
      throw new ProblemException(problems);
    }
    return candidates;
  }

  /** The images of these modules, by their hashes: two calls differ if one was changed between. */
  public static List<String> images(FunctionSet set, List<String> names, boolean previous) {
    InstalledKernel kernel = new InstalledKernel(set.host(), set.release());
    return all(set, IncludedModules.of(kernel, names, _ -> {}), previous, _ -> {}).stream()
        .map(candidate -> candidate.record().image().sha256())
        .toList();
  }

  /**
   * Modules as they were last built, whatever their plans say: these change together with the
   * registration.
   *
   * @throws ProblemException as {@link #built}
   */
  public static List<Candidate> built(FunctionSet set, List<String> modules) {
    List<Candidate> candidates = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    for (String module : modules) {
      try {
        candidates.add(of(record(set, module), set.builtImage(module)));
      } catch (ProblemException e) {
        problems.addAll(e.problems());
      }
    }
    if (!problems.isEmpty()) {
      throw new ProblemException(problems);
    }
    return candidates;
  }

  /**
   * The module as it was last built.
   *
   * @throws ProblemException when it isn't installed, unless config itself writes it, wasn't built
   *     for this kernel, or its files don't match
   */
  public static Candidate built(FunctionSet set, String module) {
    return read(set, record(set, module), set.builtImage(module));
  }

  private static Candidate planned(FunctionSet set, String module, Notices notices) {
    Candidate built = built(set, module);
    new BuiltPlan(set.host(), built.record()).check(notices);
    return built;
  }

  private static Registration record(FunctionSet set, String module) {
    if (!InstalledModule.hasSource(set.host(), module)) {
      String _ = InstalledModule.require(set.host(), module);
    }
    return new BuildArea(set)
        .find(module)
        .orElseThrow(
            () ->
                new ProblemException(
                    module,
                    "is not built for kernel " + set.release(),
                    "'config -M " + module + "' builds it"));
  }

  static Candidate read(FunctionSet set, Registration record, Path file) {
    if (!InstalledModule.mayBeUsed(set.host(), record.module())) {
      throw new ProblemException(Phases.refusal(record.module()));
    }
    return of(record, file);
  }

  /**
   * A registration with its image, from wherever it is.
   *
   * @throws ProblemException when the image is missing, or another one
   */
  public static Candidate of(Registration record, Path file) {
    ModuleImage image = ModuleImage.parse(file.toString(), bytes(record, file));
    RecordedImage.difference(record, image)
        .ifPresent(
            what -> {
              throw new ProblemException(
                  record.module(),
                  file + " " + what,
                  "'config -M " + record.module() + "' builds it again");
            });
    return new Candidate(record, file, image);
  }

  /**
   * The content of an image that is the one of a registration.
   *
   * @throws ProblemException when the image is missing, or another one
   */
  public static byte[] bytes(Registration record, Path file) {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new ProblemException(
          record.module(), file + " is missing", "'config -M " + record.module() + "' builds it");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (!Sha256.of(bytes).equals(record.image().sha256())) {
      throw new ProblemException(
          record.module(),
          file + ": SHA-256 differs from that of the built image",
          "'config -M " + record.module() + "' builds it again");
    }
    return bytes;
  }

  /** Whether its module depends on that of another candidate, declared or by symbols. */
  boolean needs(Candidate other) {
    String needed = ModuleName.kernelForm(other.module());
    return image.depends().contains(needed)
        || record.dependencies().stream().anyMatch(name -> ModuleName.isSame(name, needed));
  }

  /** The module's name. */
  public String module() {
    return record.module();
  }
}
