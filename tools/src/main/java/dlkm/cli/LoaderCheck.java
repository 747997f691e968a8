package dlkm.cli;

import dlkm.check.FactsReader;
import dlkm.check.Finding;
import dlkm.check.KernelFacts;
import dlkm.check.Kind;
import dlkm.check.ModuleVerdict;
import dlkm.check.Severity;
import dlkm.check.Verdicts;
import dlkm.host.Later;
import dlkm.index.ModprobeConf;
import dlkm.plan.InstalledKernel;
import dlkm.problem.Problem;
import dlkm.registry.Registration;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What {@code kmcheck} says, asked by the commands that build and register: refusals are problems,
 * and what is worth a look is said.
 */
final class LoaderCheck {

  private final Context context;
  private final Later<KernelFacts> facts;
  private final List<String> modules = new ArrayList<>();
  private final Set<String> dependents = new HashSet<>();
  private final List<Path> files = new ArrayList<>();
  private final Map<String, String> options = new HashMap<>();

  /** Begins to find out about the kernel, while the caller does something else. */
  LoaderCheck(Context context, InstalledKernel kernel) {
    this.context = context;
    facts =
        Later.begin(() -> FactsReader.read(context.host(), kernel.release(), kernel.isRunning()));
  }

  /** Adds a module as it would be loaded. */
  void add(Registration record, Path image) {
    modules.add(record.module());
    files.add(image);
    options.put(record.kernelName(), ModprobeConf.options(record));
  }

  /**
   * Adds a registered module that needs one of the others, and stays. What else may be wrong with
   * it than that it doesn't find its symbols there is nothing new.
   */
  void addDependent(Registration record, Path image) {
    add(record, image);
    dependents.add(record.module());
  }

  /**
   * All reasons why the kernel would not load them.
   *
   * @param beside images that they may need
   */
  List<Problem> problems(List<Path> beside) {
    List<ModuleVerdict> verdicts = Verdicts.of(facts.get(), files, beside, options);
    List<Problem> problems = new ArrayList<>();
    for (int i = 0; i < modules.size(); i++) {
      for (Finding finding : verdicts.get(i).findings()) {
        if (dependents.contains(modules.get(i))) {
          dependent(modules.get(i), finding).ifPresent(problems::add);
          continue;
        }
        Problem problem = new Problem(modules.get(i), finding.what(), finding.todo());
        if (finding.severity() != Severity.WARNS) {
          problems.add(problem);
        } else if (isWorthALook(finding)) {
          context.say(problem.toString());
        }
      }
    }
    return problems;
  }

  private static Optional<Problem> dependent(String module, Finding finding) {
    if (finding.kind() != Kind.SYMBOLS || finding.severity() == Severity.WARNS) {
      return Optional.empty();
    }
    return Optional.of(
        new Problem(
            module,
            "is registered, and the kernel would not load it any more: " + finding.what(),
            "'config -M " + module + "' builds it again: update it together with what it needs"));
  }

  /** That a module comes from outside and isn't signed holds for nearly all of ours. */
  private static boolean isWorthALook(Finding finding) {
    return finding.kind() != Kind.ORIGIN
        && finding.kind() != Kind.SIGNATURE
        && finding.kind() != Kind.LICENCE;
  }
}
