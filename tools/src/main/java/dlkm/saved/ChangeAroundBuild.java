package dlkm.saved;

import dlkm.host.Caller;
import dlkm.problem.PartlyDoneException;
import dlkm.problem.ProblemException;
import dlkm.update.UnderStateLock;
import java.io.IOException;
import java.util.Optional;

/**
 * A change for which modules may have to be built (spec §9.2). A build holds no state lock, and
 * goes by the plan that the change will leave. That plan is in memory until the change is made: a
 * command that is killed during its build has planned nothing.
 */
public record ChangeAroundBuild(Caller caller) {

  /**
   * The steps of such a change.
   *
   * @param <R> the outcome
   */
  public interface Steps<R> {

    /** Plans the change, under the state lock; returns whether something has to be built. */
    boolean plan() throws IOException;

    /** Builds, without the lock. */
    void build();

    /**
     * Makes the change, under the state lock. Others may have changed the plan during the build.
     */
    R apply() throws IOException;
  }

  /**
   * Makes the change.
   *
   * @throws ProblemException when it can't be made: nothing changed
   */
  public <R> R run(Steps<R> steps) {
    Optional<R> done =
        UnderStateLock.run(
            caller, () -> steps.plan() ? Optional.<R>empty() : Optional.of(steps.apply()));
    if (done.isPresent()) {
      return done.get();
    }
    try {
      steps.build();
    } catch (PartlyDoneException e) {
      throw e.takenBack(); // what is built alone changes nothing
    }
    return UnderStateLock.run(caller, steps::apply);
  }
}
