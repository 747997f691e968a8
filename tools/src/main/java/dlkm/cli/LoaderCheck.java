package dlkm.cli;

import dlkm.check.FactsReader;
import dlkm.check.Finding;
import dlkm.check.KernelFacts;
import dlkm.check.Kind;
import dlkm.check.ModuleVerdict;
import dlkm.check.Severity;
import dlkm.check.Verdicts;
import dlkm.index.ModprobeConf;
import dlkm.plan.InstalledKernel;
import dlkm.problem.Problem;
import dlkm.registry.Registration;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * What {@code kmcheck} says, asked by the commands that build and register: refusals are problems,
 * and what is worth a look is said.
 */
final class LoaderCheck {

  private final Context context;
  private final FutureTask<KernelFacts> facts;
  private final List<String> modules = new ArrayList<>();
  private final List<Path> files = new ArrayList<>();
  private final Map<String, String> options = new HashMap<>();

  /** Begins to find out about the kernel, while the caller does something else. */
  LoaderCheck(Context context, InstalledKernel kernel) {
    this.context = context;
    facts =
        new FutureTask<>(
            () -> FactsReader.read(context.host(), kernel.release(), kernel.isRunning()));
    Thread.ofPlatform().daemon().start(facts);
  }

  /** Adds a module as it would be loaded. */
  void add(Registration record, Path image) {
    modules.add(record.module());
    files.add(image);
    options.put(record.kernelName(), ModprobeConf.options(record));
  }

  /**
   * All reasons why the kernel would not load them.
   *
   * @param beside images that they may need
   */
  List<Problem> problems(List<Path> beside) {
    List<ModuleVerdict> verdicts = Verdicts.of(facts(), files, beside, options);
    List<Problem> problems = new ArrayList<>();
    for (int i = 0; i < modules.size(); i++) {
      for (Finding finding : verdicts.get(i).findings()) {
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

  private KernelFacts facts() {
    try {
      return facts.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  /** That a module comes from outside and isn't signed holds for nearly all of ours. */
  private static boolean isWorthALook(Finding finding) {
    return finding.kind() != Kind.ORIGIN
        && finding.kind() != Kind.SIGNATURE
        && finding.kind() != Kind.LICENCE;
  }
}
