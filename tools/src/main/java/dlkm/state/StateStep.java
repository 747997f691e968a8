package dlkm.state;

import dlkm.funcset.FunctionSet;
import dlkm.host.Caller;
import dlkm.installedkernel.InstalledKernel;
import dlkm.problem.PartlyDoneException;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes a change of registrations, and lets the running kernel follow: modules that become unused
 * are unloaded before it, loaded ones are loaded after it. Where one of them can't be, all is as
 * before, or held.
 *
 * @param former what comes back where the kernel refuses a module after the change was made
 * @param why the change, for the history
 */
record StateStep(
    InstalledKernel kernel, Caller caller, LoadedStates loaded, FormerStates former, String why) {

  /** The change of registrations itself. */
  @FunctionalInterface
  interface Registering {

    /**
     * Makes it, or holds it.
     *
     * @param later whether it is to be held
     * @param why gets why it had to be held
     * @return whether it is held
     */
    boolean run(boolean later, List<Problem> why) throws IOException;
  }

  /** A step from what is there now. The caller holds the state lock. */
  static StateStep of(InstalledKernel kernel, Caller caller, LoadedStates loaded, String why)
      throws IOException {
    FormerStates former = FormerStates.of(new FunctionSet(kernel.host(), kernel.release()));
    return new StateStep(kernel, caller, loaded, former, why);
  }

  /**
   * Makes the change.
   *
   * @param hold whether it is for the next boot in any case
   * @param obstacles why it can't be made now
   */
  StateChange.Result run(boolean hold, List<Problem> obstacles, Registering change)
      throws IOException {
    List<Problem> reasons = new ArrayList<>(obstacles);
    boolean later = hold || !reasons.isEmpty();
    if (!later) {
      reasons.addAll(loaded.unload());
      later = !reasons.isEmpty();
    }
    if (!register(change, later, reasons) && !later) {
      load();
      return new StateChange.Result(false, List.of());
    }
    loaded.reload();
    return new StateChange.Result(true, reasons);
  }

  private boolean register(Registering change, boolean later, List<Problem> reasons)
      throws IOException {
    try {
      return change.run(later, reasons);
    } catch (IOException | ProblemException | UncheckedIOException e) {
      loaded.reload();
      throw e;
    }
  }

  private void load() {
    try {
      loaded.load();
    } catch (ProblemException e) {
      loaded.unloadAgain();
      try {
        takeBack(e);
      } finally {
        loaded.reload();
      }
      throw e;
    }
  }

  private void takeBack(ProblemException refusal) {
    try {
      PartlyDoneException.after(() -> former.bringBack(kernel, caller, why));
    } catch (PartlyDoneException e) {
      refusal.problems().forEach(problem -> caller.say(problem.toString()));
      throw e;
    }
  }
}
