package dlkm.update;

import dlkm.funcset.FunctionSet;
import dlkm.funcset.Generation;
import dlkm.funcset.IndexFiles;
import dlkm.host.Caller;
import dlkm.kernel.Loader;
import dlkm.problem.PartlyDoneException;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Lets the running kernel follow a change of registrations, which is committed when the kernel took
 * all of it; else all is as before. A marker says so to the command after one that is killed.
 */
final class KernelExchange {

  /** What became of it. */
  sealed interface Result {

    /** It is made and committed. */
    record Done(List<LiveReload.Swapped> swapped) implements Result {}

    /** A module couldn't leave, or only a boot can load one; nothing is committed. */
    record Stayed(List<Problem> why) implements Result {}
  }

  private final FunctionSet set;
  private final Caller caller;
  private final List<Candidate> candidates;
  private final RunningStates states;

  KernelExchange(FunctionSet set, Caller caller, List<Candidate> candidates, RunningStates states) {
    this.set = set;
    this.caller = caller;
    this.candidates = candidates;
    this.states = states;
  }

  /**
   * Makes the change.
   *
   * @param next the generation that the commit makes current
   * @throws ProblemException when the kernel refuses an image
   */
  Result run(Generation next, Runnable commit) {
    try (Loader loader = Loader.open(set.host())) {
      LivePlan plan = new LivePlan(loader, set, next, candidates, states, caller.notices());
      LiveReload swap = new LiveReload(loader, plan);
      Optional<Problem> stays = marked(plan, swap, commit);
      if (stays.isPresent()) {
        return new Result.Stayed(List.of(stays.get()));
      }
      PartlyDoneException.after(new IndexFiles(set)::refresh);
      swap.loadSoftDependencies();
      return new Result.Done(swap.swapped());
    } catch (AtBootException e) {
      return new Result.Stayed(e.why());
    }
  }

  private Optional<Problem> marked(LivePlan plan, LiveReload swap, Runnable commit) {
    ExchangeMarker interrupted = new ExchangeMarker(set);
    List<String> exchanged = plan.pairs().stream().map(LiveStep.Pair::module).toList();
    List<String> left = plan.left();
    interrupted.begin(exchanged, left, plan.fresh());
    List<String> all = new ArrayList<>(exchanged);
    all.addAll(left);
    all.addAll(plan.fresh());
    try {
      Optional<Problem> stays = swap.run();
      if (stays.isEmpty()) {
        commit.run();
        PartlyDoneException.after(() -> interrupted.end(all));
      } else {
        interrupted.end(all);
      }
      return stays;
    } catch (PartlyDoneException e) {
      throw e;
    } catch (RuntimeException e) {
      swap.undo().forEach(problem -> caller.say(problem.toString()));
      // The next command brings back what isn't whole, for which it needs the note; and it looks
      // where a step may have been made that nobody noted.
      if (e instanceof ProblemException && swap.isWhole()) {
        interrupted.end(all);
      }
      throw e;
    }
  }
}
