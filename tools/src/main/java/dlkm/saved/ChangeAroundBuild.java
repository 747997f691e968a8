package dlkm.saved;

import dlkm.component.TextEdits;
import dlkm.funcset.FunctionSet;
import dlkm.host.Caller;
import dlkm.problem.PartlyDoneException;
import dlkm.problem.ProblemException;
import dlkm.update.UnderStateLock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * A change for which modules may have to be built (spec §9.2). A build goes by the plan on disk and
 * holds no lock, so what it needs of the plan is written before it, and taken back where the build
 * or the change fails.
 *
 * @param backup when the backup is saved: once, before anything changes
 */
public record ChangeAroundBuild(FunctionSet set, Caller caller, BackupRule backup) {

  /**
   * The steps of such a change.
   *
   * @param <R> the outcome
   */
  public interface Steps<R> {

    /**
     * Plans the change, under the state lock.
     *
     * @param edits gets what a build needs of the plan
     * @return whether something has to be built
     */
    boolean plan(TextEdits edits) throws IOException;

    /** Builds, without the lock. */
    void build();

    /**
     * Makes the change, under the state lock.
     *
     * @param backup when the backup is still to be saved
     */
    R apply(BackupRule backup) throws IOException;
  }

  /**
   * Makes the change.
   *
   * @throws ProblemException when it can't be made: nothing changed
   */
  public <R> R run(Steps<R> steps) {
    TextEdits edits = new TextEdits(set.host());
    try {
      Optional<R> done = begin(edits, steps);
      if (done.isPresent()) {
        return done.get();
      }
      steps.build();
    } catch (PartlyDoneException e) {
      if (!edits.isWritten()) {
        throw e;
      }
      takeBack(edits);
      throw e.takenBack();
    } catch (ProblemException | UncheckedIOException e) {
      takeBack(edits);
      throw e;
    }
    try {
      return UnderStateLock.run(caller, () -> steps.apply(BackupRule.NEVER));
    } catch (ProblemException | UncheckedIOException e) {
      takeBack(edits);
      throw e;
    }
  }

  /** The outcome where nothing has to be built; else the plan is ready for the build. */
  private <R> Optional<R> begin(TextEdits edits, Steps<R> steps) {
    return UnderStateLock.run(
        caller,
        () -> {
          if (!steps.plan(edits)) {
            return Optional.of(steps.apply(backup));
          }
          backup.apply(set, caller);
          boolean _ = edits.commit();
          return Optional.empty();
        });
  }

  private void takeBack(TextEdits edits) {
    if (edits.isWritten()) {
      boolean _ =
          UnderStateLock.run(
              caller,
              () -> {
                edits.takeBack();
                return true;
              });
    }
  }
}
