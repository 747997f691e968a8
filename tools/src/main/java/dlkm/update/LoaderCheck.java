package dlkm.update;

import dlkm.check.CheckFinding;
import dlkm.check.LoadStage;
import dlkm.check.ModuleVerdict;
import dlkm.check.ModuleVerdicts;
import dlkm.check.Severity;
import dlkm.check.TargetKernel;
import dlkm.check.TargetKernelReader;
import dlkm.component.InstalledModule;
import dlkm.host.BackgroundTask;
import dlkm.host.Caller;
import dlkm.index.ModprobeConf;
import dlkm.installedkernel.InstalledKernel;
import dlkm.problem.Problem;
import dlkm.problem.Where;
import dlkm.registry.Registration;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * The checks of {@code kmcheck} for commands that build and register: refusals are problems, other
 * findings are notices.
 */
public final class LoaderCheck {

  private final Caller caller;

  /** Whether only its headers are there, so that nobody knows what modules it will have. */
  private final boolean headersOnly;

  private final BackgroundTask<TargetKernel> facts;
  private final List<String> modules = new ArrayList<>();
  private final Map<String, BiFunction<String, String, Problem>> others = new HashMap<>();
  private final Set<String> tuned = new HashSet<>();
  private final List<Path> files = new ArrayList<>();
  private final Map<String, String> options = new HashMap<>();
  private final Map<String, Function<String, Optional<Where>>> values = new HashMap<>();

  /** Begins to find out about the kernel, while the caller does something else. */
  public LoaderCheck(Caller caller, InstalledKernel kernel) {
    this.caller = caller;
    headersOnly = !Files.isDirectory(kernel.modules().resolve("kernel"));
    facts =
        BackgroundTask.begin(
            () -> TargetKernelReader.read(caller.host(), kernel.release(), kernel.isRunning()));
  }

  /** Adds a module as it would be loaded. */
  public void add(Registration record, Path image) {
    modules.add(record.module());
    files.add(image);
    options.put(record.kernelName(), ModprobeConf.options(record));
  }

  /**
   * The same of one that is built from its files.
   *
   * @param value the line that the value of a parameter stands in
   */
  public void add(Registration record, Path image, Function<String, Optional<Where>> value) {
    add(record, image);
    values.put(record.module(), value);
  }

  /**
   * Adds a registered dependent that isn't updated. Only its imported symbols can have become
   * wrong.
   */
  void addDependent(Registration record, Path image) {
    add(record, image);
    others.put(record.module(), LoaderCheck::ofDependent);
  }

  /** Adds a registered module that gets other values: only those can have become wrong. */
  void addTuned(Registration record, Path image) {
    add(record, image);
    tuned.add(record.module());
  }

  /** Adds one as it would be loaded after the shutdown: again only its symbols count. */
  void addHeld(Registration record, Path image) {
    add(record, image);
    others.put(record.module(), LoaderCheck::ofHeld);
  }

  /**
   * All reasons why the kernel would not load them.
   *
   * @param beside images that they may need
   */
  public List<Problem> problems(List<Path> beside) {
    List<ModuleVerdict> verdicts = ModuleVerdicts.ofRegistered(facts.get(), files, beside, options);
    List<Problem> problems = new ArrayList<>();
    for (int i = 0; i < modules.size(); i++) {
      for (CheckFinding finding : verdicts.get(i).findings()) {
        String module = modules.get(i);
        if (headersOnly && finding.kind() == LoadStage.DEPENDENCIES
            || tuned.contains(module) && finding.kind() != LoadStage.PARAMETERS) {
          continue;
        }
        if (others.containsKey(module)) {
          if (finding.kind() == LoadStage.SYMBOLS && finding.severity() != Severity.WARNS) {
            problems.add(others.get(module).apply(module, finding.what()));
          }
          continue;
        }
        Problem problem = problem(module, finding);
        if (finding.severity() != Severity.WARNS && !isLeftOut(module, finding)) {
          problems.add(problem);
        } else if (isWorthALook(finding)) {
          caller.say(problem.toString());
        }
      }
    }
    return problems;
  }

  /**
   * Whether a module can't be loaded, and its package is registered nevertheless: a package of
   * another tool may have a module for which this kernel lacks a function, and the tool installs
   * the others.
   */
  private boolean isLeftOut(String module, CheckFinding finding) {
    return finding.kind() == LoadStage.SYMBOLS
        && finding.errno().equals("ENOENT")
        && !InstalledModule.isOurs(caller.host(), module);
  }

  /** A wrong value is told of where it stands. */
  private Problem problem(String module, CheckFinding finding) {
    Optional<Where> line =
        values.getOrDefault(module, _ -> Optional.empty()).apply(finding.parameter());
    return line.isPresent()
        ? new Problem(line.get().toString(), finding.what(), finding.todo())
        : new Problem(module, finding.what(), finding.todo());
  }

  private static Problem ofDependent(String module, String what) {
    return new Problem(
        module,
        "is registered, but the kernel would no longer load it: " + what,
        "'config -M " + module + "' builds it again: update it together with its dependencies");
  }

  private static Problem ofHeld(String module, String what) {
    return new Problem(
        module,
        "would not be loaded by the kernel after the shutdown: " + what,
        "hold both updates (kmupdate -a), or cancel the held one (kmupdate -n)");
  }

  /** Whether it doesn't hold for nearly all of our modules, as out-of-tree and unsigned do. */
  private static boolean isWorthALook(CheckFinding finding) {
    return finding.kind() != LoadStage.ORIGIN
        && finding.kind() != LoadStage.SIGNATURE
        && finding.kind() != LoadStage.LICENCE;
  }
}
