package dlkm.registrycheck;

import dlkm.funcset.BuildArea;
import dlkm.funcset.FunctionSet;
import dlkm.funcset.Generation;
import dlkm.funcset.IndexFiles;
import dlkm.funcset.LoaderLinks;
import dlkm.funcset.WholeKernels;
import dlkm.host.DirectoryNames;
import dlkm.host.GenerationFile;
import dlkm.host.SetFile;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import dlkm.registry.Registration;
import dlkm.saved.Configuration;
import dlkm.saved.Configurations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Checks the function set of one kernel and its build area. Changes nothing, takes no lock. */
public final class SetCheck {

  private final FunctionSet set;
  private final Findings findings;
  private final RepairSources sources;

  private SetCheck(FunctionSet set) {
    this.set = set;
    this.findings = new Findings(set.release());
    this.sources = new RepairSources(set);
  }

  /** All damage, none when the function set is intact or isn't there. */
  public static List<Damage> of(FunctionSet set) {
    SetCheck check = new SetCheck(set);
    check.run();
    return check.findings.all();
  }

  private void run() {
    Optional<Generation> current = current();
    Set<Integer> inUse = new HashSet<>();
    current.ifPresent(now -> inUse.add(now.number()));
    current.flatMap(this::pending).ifPresent(held -> inUse.add(held.number()));
    lastKnownGood().ifPresent(good -> inUse.add(good.number()));
    GenerationCheck check = new GenerationCheck(set, sources, findings);
    for (Generation generation : set.generations()) {
      check.check(generation, inUse.contains(generation.number()));
    }
    if (current.isPresent()) {
      links();
      if (sources.registry(current.get()).intact().isPresent()) {
        index();
      }
    }
    kernels();
    configurations();
    builds();
    Permissions.find(set)
        .forEach(
            file ->
                findings.add(
                    DamageKind.PERMISSION, file, "is writable by others", GenerationCheck.REPAIR));
    Permissions.ofOtherMode(set)
        .forEach(
            file ->
                findings.add(
                    DamageKind.PERMISSION,
                    file,
                    Permissions.otherMode(file),
                    GenerationCheck.REPAIR));
    Permissions.ofOthers(set)
        .forEach(
            file ->
                findings.add(
                    DamageKind.PERMISSION,
                    file,
                    "belongs to another user than root, who may write to it",
                    GenerationCheck.REPAIR));
  }

  /** The names of whole kernels lead to generations. */
  private void kernels() {
    WholeKernels kernels = new WholeKernels(set);
    for (String name : kernels.names()) {
      try {
        kernels.find(name);
      } catch (ProblemException e) {
        findings.add(
            DamageKind.GENERATION_LINK,
            kernels.link(name),
            "doesn't point to a generation: the whole kernel " + name + " is lost",
            Files.isSymbolicLink(kernels.link(name))
                ? GenerationCheck.REPAIR
                : "'kmupdate -d " + name + "' deletes the name");
      }
    }
  }

  /** The saved configurations can be read, and their generations are there. */
  private void configurations() {
    Configurations configurations = new Configurations(set);
    List<Problem> problems = new ArrayList<>();
    try {
      for (Configuration configuration : configurations.all(problems)) {
        try {
          configurations.generation(configuration);
        } catch (ProblemException e) {
          problems.addAll(e.problems());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    problems.forEach(
        wrong -> findings.add(DamageKind.CONFIGURATION, wrong.thing(), wrong.what(), wrong.todo()));
  }

  private Optional<Generation> current() {
    Path link = SetFile.CURRENT.in(set.directory());
    Optional<Generation> current = followed(link);
    boolean missing = !Files.exists(link, LinkOption.NOFOLLOW_LINKS);
    if (current.isEmpty() && !(missing && set.generations().isEmpty())) {
      findings.add(
          DamageKind.CURRENT,
          link,
          missing ? "is missing" : "doesn't point to a generation",
          LastCurrentGeneration.of(set, sources).isPresent()
              ? GenerationCheck.REPAIR
              : set.noneIntact(link));
    }
    return current;
  }

  /** The generation that a link leads to, if it is there. */
  private Optional<Generation> followed(Path link) {
    try {
      Optional<Generation> found =
          link.equals(SetFile.CURRENT.in(set.directory())) ? set.current() : set.lastKnownGood();
      return found.filter(generation -> Files.isDirectory(generation.directory()));
    } catch (ProblemException e) {
      return Optional.empty();
    }
  }

  private Optional<Generation> pending(Generation current) {
    Path link = GenerationFile.PENDING.in(current.directory());
    Optional<Generation> pending = set.pending();
    if (pending.isEmpty() && Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
      findings.add(
          DamageKind.GENERATION_LINK,
          link,
          "the held generation is missing: what was held is lost",
          GenerationCheck.REPAIR);
    }
    return pending;
  }

  private Optional<Generation> lastKnownGood() {
    Path link = SetFile.LAST_KNOWN_GOOD.in(set.directory());
    Optional<Generation> good = followed(link);
    if (good.isEmpty() && Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
      findings.add(
          DamageKind.GENERATION_LINK,
          link,
          "doesn't point to a generation; the next boot that finishes INIT makes it again",
          GenerationCheck.REPAIR);
    }
    return good;
  }

  private void links() {
    try {
      LoaderLinks.check(set);
    } catch (ProblemException e) {
      Problem foreign = e.problems().getFirst();
      findings.add(DamageKind.LINK, foreign.thing(), foreign.what(), foreign.todo());
      return;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    for (Path link : LoaderLinks.wrong(set)) {
      findings.add(
          DamageKind.LINK, link, "doesn't lead to the current generation", GenerationCheck.REPAIR);
    }
  }

  private void index() {
    if (findings.all().stream().anyMatch(damage -> damage.kind() == DamageKind.IMAGE)) {
      // The index can't be compared with images that can't be read.
      return;
    }
    try {
      for (Path file : new IndexFiles(set).wrong()) {
        findings.add(
            DamageKind.INDEX,
            file,
            Files.exists(file) ? "has not the entries of the registered modules" : "is missing",
            GenerationCheck.REPAIR);
      }
    } catch (ProblemException e) {
      // An image that can't be read, which is told of already.
      return;
    }
  }

  private void builds() {
    for (String module : builtModules(set)) {
      List<Path> files = new BuildArea(set).files(module);
      Optional<String> wrong = wrongBuild(module);
      if (wrong.isPresent()) {
        findings.add(
            DamageKind.BUILD,
            set.builtRecord(module),
            wrong.get(),
            "'krs -r' removes it, 'config -M " + module + "' builds it again");
      } else if (files.size() < 3) {
        findings.add(
            DamageKind.BUILD,
            set.builtRecord(module),
            "a file of the build is missing",
            "'krs -r' removes the others, 'config -M " + module + "' builds it again");
      }
    }
  }

  private Optional<String> wrongBuild(String module) {
    try {
      Optional<Registration> record = new BuildArea(set).find(module);
      if (record.isEmpty()) {
        return Optional.of("is missing");
      }
      Optional<String> sum = sources.sum(set.builtImage(module));
      return sum.filter(record.get().image().sha256()::equals).isPresent()
          ? Optional.empty()
          : Optional.of("the image beside it has another SHA-256, or is missing");
    } catch (ProblemException e) {
      return Optional.of(e.problems().getFirst().what());
    }
  }

  /** Every module that has a file in the build area. */
  static Set<String> builtModules(FunctionSet set) {
    Set<String> modules = new TreeSet<>();
    for (String name : DirectoryNames.of(set.buildArea())) {
      int dot = name.indexOf('.');
      if (dot > 0) {
        modules.add(name.substring(0, dot));
      }
    }
    return modules;
  }
}
