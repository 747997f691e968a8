package dlkm.cli;

import dlkm.boot.ShutdownWork;
import dlkm.conf.Phase;
import dlkm.funcset.Change;
import dlkm.funcset.FunctionSet;
import dlkm.plan.InstalledKernel;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import dlkm.registry.Registration;
import dlkm.registry.Registry;
import dlkm.update.Candidate;
import dlkm.update.LiveSwap;
import dlkm.update.Update;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/** {@code kmupdate}: puts built modules in place and registers them (spec §4.6, §6.2). */
final class KmupdateCommand implements Command {

  @Override
  public Options options() {
    return new Options()
        .addOption(Arguments.module("the module to update; may be given several times"))
        .addOption(Arguments.flag("i", "immediately or not at all"))
        .addOption(Arguments.flag("a", "at the next shutdown"))
        .addOption(Arguments.flag("n", "cancel an update that waits for the shutdown"))
        .addOption(Arguments.flag("r", "go back to the image before the last update"))
        .addOption(Arguments.kernel())
        .addOption(
            Option.builder()
                .longOpt("rehearse")
                .desc("do it in a scratch machine first, go on only when the kernel stays clean")
                .get());
  }

  @Override
  public String synopsis() {
    return "[-i | -a | -n] [-r] [--rehearse] [-K RELEASE] -M MODULE [-M MODULE ...]";
  }

  @Override
  public String summary() {
    return "put built modules in place and register them, live when idle";
  }

  @Override
  public int run(Context context, CommandLine line) {
    List<String> modules = Arguments.modulesOf(line);
    if (modules.isEmpty()) {
      throw new UsageException("name a module with -M");
    }
    Arguments.noOperands(line);
    Arguments.exclusive(line, "i", "a", "n");
    Arguments.exclusive(line, "r", "n");
    Arguments.exclusive(line, "rehearse", "n");
    InstalledKernel kernel = InstalledKernel.find(context.host(), Arguments.kernelOf(line));
    boolean previous = line.hasOption("r");
    List<String> rehearsed = List.of();
    if (line.hasOption("rehearse")) {
      rehearsed = images(context, kernel, modules, previous);
      int status = UpdateRehearsal.run(context, kernel, modules, previous);
      if (status != Exit.DONE) {
        return status;
      }
    }
    List<String> tried = rehearsed;
    return Locked.run(
        context,
        () -> {
          if (line.hasOption("n")) {
            return cancel(context, kernel, modules);
          }
          if (!tried.isEmpty() && !images(context, kernel, modules, previous).equals(tried)) {
            throw new ProblemException(
                String.join(" ", modules),
                "was changed by another command while the rehearsal ran",
                "run the command again");
          }
          return update(context, kernel, modules, mode(line), previous);
        });
  }

  /** Which images they are, by their hashes. */
  private static List<String> images(
      Context context, InstalledKernel kernel, List<String> modules, boolean previous) {
    FunctionSet set = new FunctionSet(context.host(), kernel.release());
    return candidates(set, modules, previous).stream()
        .map(candidate -> candidate.record().image().sha256())
        .toList();
  }

  private static Update.Mode mode(CommandLine line) {
    if (line.hasOption("i")) {
      return Update.Mode.IMMEDIATE;
    }
    return line.hasOption("a") ? Update.Mode.SHUTDOWN : Update.Mode.EITHER;
  }

  /** The update itself; the caller holds the state lock and has recovered. */
  static int update(
      Context context,
      InstalledKernel kernel,
      List<String> modules,
      Update.Mode mode,
      boolean previous) {
    FunctionSet set = new FunctionSet(context.host(), kernel.release());
    Registry before = set.registry();
    LoaderCheck loader = new LoaderCheck(context, kernel);
    List<Candidate> candidates = candidates(set, modules, previous);
    Update update = new Update(kernel, Invoker.name(), context::say);
    switch (update.run(
        candidates, mode, () -> UpdateCheck.refusals(context, loader, kernel, candidates, mode))) {
      case Update.Result.Done(List<LiveSwap.Swapped> swapped) -> {
        done(context, before, candidates, swapped);
        return Exit.DONE;
      }
      case Update.Result.Held(List<Problem> why) -> {
        why.forEach(problem -> context.say(problem.toString()));
        for (Candidate candidate : candidates) {
          context
              .out()
              .println(
                  candidate.module()
                      + ": held: will be in place after the next shutdown"
                      + whose(kernel));
        }
        ShutdownWork.arm(context.host()).ifPresent(context::say);
        return why.isEmpty() ? Exit.DONE : Exit.HELD;
      }
    }
  }

  /** Which shutdown "the next" is: what is held for a kernel that doesn't run waits for its own. */
  static String whose(InstalledKernel kernel) {
    return kernel.isRunning() ? "" : " of kernel " + kernel.release();
  }

  private static List<Candidate> candidates(
      FunctionSet set, List<String> modules, boolean previous) {
    List<Candidate> candidates = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    for (String module : modules) {
      try {
        candidates.add(previous ? Candidate.previous(set, module) : Candidate.built(set, module));
      } catch (ProblemException e) {
        problems.addAll(e.problems());
      }
    }
    if (!problems.isEmpty()) {
      throw new ProblemException(problems);
    }
    return candidates;
  }

  private static void done(
      Context context,
      Registry before,
      List<Candidate> candidates,
      List<LiveSwap.Swapped> swapped) {
    for (Candidate candidate : candidates) {
      StringBuilder text = new StringBuilder(candidate.module());
      text.append(": version ").append(candidate.record().version());
      text.append(" registered with kernel ").append(before.release());
      text.append(phase(before, candidate.record()));
      for (LiveSwap.Swapped swap : swapped) {
        if (swap.module().equals(candidate.module())) {
          text.append(", replaced live, not serving for ");
          text.append(Milliseconds.of(swap.gap()));
        }
      }
      context.out().println(text);
    }
  }

  /** An update takes the planned phase, also where {@code kmadmin -b} had said another one. */
  private static String phase(Registry before, Registration now) {
    Phase phase = now.phases().configured();
    return before
        .find(now.module())
        .map(old -> old.phases().configured())
        .filter(old -> old != phase)
        .map(old -> ", loaded in " + phase + " and no more in " + old)
        .orElse("");
  }

  private static int cancel(Context context, InstalledKernel kernel, List<String> modules) {
    FunctionSet set = new FunctionSet(context.host(), kernel.release());
    Change change = Change.of(set, Invoker.name(), context::say);
    List<Problem> problems = new ArrayList<>();
    for (String module : modules) {
      if (!change.held().updates().containsKey(module)) {
        problems.add(
            new Problem(module, "no update of it waits for the shutdown", "nothing to cancel"));
      }
      change.cancel(module);
    }
    if (!problems.isEmpty()) {
      throw new ProblemException(problems);
    }
    change.apply("cancel " + String.join(" ", modules));
    modules.forEach(module -> context.out().println(module + ": no longer held"));
    return Exit.DONE;
  }
}
