package dlkm.update;

import dlkm.funcset.FunctionSet;
import dlkm.funcset.GenerationCleanup;
import dlkm.funcset.GenerationRecord;
import dlkm.funcset.IndexFiles;
import dlkm.funcset.KernelForgetting;
import dlkm.funcset.RegistrationChange;
import dlkm.host.AtomicFiles;
import dlkm.host.Caller;
import dlkm.host.FilesBefore;
import dlkm.host.Host;
import dlkm.host.Layout;
import dlkm.host.Notices;
import dlkm.host.Transaction;
import dlkm.kernel.Loader;
import dlkm.problem.IoFailure;
import dlkm.problem.PartlyDoneException;
import dlkm.problem.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/**
 * The first step of every command that changes something, after it took the state lock: completes
 * or discards the changes of a killed command, on disk and in the running kernel.
 */
final class Recovery {

  private Recovery() {}

  /**
   * Restores the state that the current generations describe.
   *
   * @param notices gets a line for each thing that had to be put right
   * @return whether all steps of earlier changes are done now; damage that needs a person counts
   *     for nothing here
   */
  static boolean run(Host host, Notices notices) {
    try {
      Caller caller = new Caller(host, "recovery", "recovery", notices, _ -> {});
      Transaction.recover(host, condition -> isMade(caller, condition));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    boolean whole = guarded("a build that was cut off", notices, () -> FilesBefore.recover(host));
    whole &=
        guarded(
            "leftovers of a removed kernel", notices, () -> KernelForgetting.finish(host, notices));
    for (FunctionSet set : FunctionSet.all(host)) {
      whole &= files(set, notices);
    }
    if (host.isThisMachine()) {
      FunctionSet running = new FunctionSet(host, host.runningRelease());
      whole &= guarded("kernel " + running.release(), notices, () -> kernel(running, notices));
    }
    return whole;
  }

  private static boolean isMade(Caller caller, String condition) {
    Optional<GenerationsCondition> several = GenerationsCondition.of(condition);
    if (several.isPresent()) {
      return finish(caller.host(), several.get());
    }
    return GenerationCondition.of(condition)
        .map(generation -> generation.isMade(caller.host()))
        .orElseGet(() -> RemovalCondition.finish(caller, condition));
  }

  private static boolean finish(Host host, GenerationsCondition condition) {
    try {
      return condition.finish(host);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean files(FunctionSet set, Notices notices) {
    return guarded(
        "kernel " + set.release(),
        notices,
        () -> {
          if (set.current().isEmpty()) {
            discardFirst(set);
          } else {
            GenerationRecord.catchUp(set);
            AtomicFiles.deleteAsides(set.host().path(Layout.dkmsLink(set.release(), "")));
            RegistrationChange change = RegistrationChange.of(set, "recovery", notices);
            change.abandon();
            new IndexFiles(set).refresh();
            change.refresh();
            // A kernel that was chosen for this boot stays as it was built.
            if (set.insteadOfDefault().isEmpty()) {
              PlannedUse.refresh(change, notices);
            }
          }
          set.entries().complete(notices);
        });
  }

  /** What the first change of all left when it was killed; damage is told by who needs the set. */
  private static void discardFirst(FunctionSet set) throws IOException {
    try {
      new GenerationCleanup(set).discardLeftovers();
    } catch (ProblemException e) {
      return;
    }
  }

  /**
   * Reports failures as notices; the next command tries again. The present command may be the
   * repair, or be about another kernel.
   *
   * @return whether it needs no other try
   */
  private static boolean guarded(String what, Notices notices, PartlyDoneException.Work work) {
    try {
      work.run();
      return true;
    } catch (ProblemException e) {
      e.problems().forEach(problem -> notices.say(problem.toString()));
      return true;
    } catch (PartlyDoneException e) {
      e.problems().forEach(problem -> notices.say(problem.toString()));
    } catch (UncheckedIOException e) {
      notices.say(what + ": " + IoFailure.words(e.getCause()));
    } catch (IOException e) {
      notices.say(what + ": " + IoFailure.words(e));
    }
    return false;
  }

  private static void kernel(FunctionSet set, Notices notices) {
    ExchangeMarker interrupted = new ExchangeMarker(set);
    List<String> whole = List.of();
    List<String> modules = interrupted.modules();
    List<String> left = interrupted.left();
    List<String> came = interrupted.came();
    if (!modules.isEmpty() || !left.isEmpty() || !came.isEmpty()) {
      try (Loader loader = Loader.open(set.host())) {
        whole =
            new CutOffExchange(loader, set.current().orElseThrow(), notices)
                .restore(modules, left, came);
      }
    }
    interrupted.end(whole);
  }
}
