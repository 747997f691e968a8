package dlkm.update;

import dlkm.component.InstalledModule;
import dlkm.funcset.FunctionSet;
import dlkm.host.DirectoryNames;
import dlkm.host.Notices;
import dlkm.host.OwnDirectory;
import dlkm.installedkernel.InstalledKernel;
import dlkm.plan.IncludedModules;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import dlkm.registry.Registration;
import dlkm.registry.RegistryText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Another directory with built images and their registration records than the kernel's build area
 * ({@code kmmodreg -c}, spec §4.7): {@code MODULE.ko} and {@code MODULE.krs}, as {@code config}
 * writes them.
 */
public final class RecordsDirectory {

  private static final String RECORD = ".krs";

  private final FunctionSet set;
  private final Path directory;

  /**
   * The directory of that absolute path.
   *
   * @throws ProblemException when it isn't there, or when others may change its files
   */
  public RecordsDirectory(FunctionSet set, String directory) {
    this.set = set;
    this.directory = OwnDirectory.of(set.host(), directory);
  }

  /** The modules with a record here that are not registered and are planned to be dynamic. */
  public List<String> unregistered() {
    List<String> modules = new ArrayList<>();
    for (String name : DirectoryNames.of(directory)) {
      if (name.endsWith(RECORD)) {
        modules.add(name.substring(0, name.length() - RECORD.length()));
      }
    }
    return UnregisteredBuilds.among(set, modules);
  }

  /**
   * The images of these modules and of the rest of their families.
   *
   * @throws ProblemException with the problems of all of them
   */
  public List<Candidate> candidates(InstalledKernel kernel, List<String> names, Notices notices) {
    List<Candidate> candidates = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    for (String module : IncludedModules.of(kernel, names, notices)) {
      try {
        candidates.add(candidate(module));
      } catch (ProblemException e) {
        problems.addAll(e.problems());
      }
    }
    if (!problems.isEmpty()) {
      throw new ProblemException(problems);
    }
    return candidates;
  }

  private Candidate candidate(String module) {
    InstalledModule.require(set.host(), module);
    Path file = OwnDirectory.file(set.host(), directory.resolve(module + RECORD));
    Registration record = read(module, file);
    if (!record.module().equals(module)) {
      throw new ProblemException(
          file.toString(), "is the record of another module, '" + record.module() + "'", "");
    }
    Path image = OwnDirectory.file(set.host(), directory.resolve(module + ".ko"));
    return Candidate.read(set, record, image);
  }

  private static Registration read(String module, Path file) {
    try {
      return RegistryText.readOne(file.toString(), Files.readString(file));
    } catch (NoSuchFileException e) {
      throw new ProblemException(
          module,
          "has no record " + file,
          "copy " + module + ".ko and " + module + ".krs from the build area there");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
