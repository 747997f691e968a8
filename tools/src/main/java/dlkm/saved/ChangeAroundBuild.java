package dlkm.saved;

import static java.util.stream.Collectors.joining;

import dlkm.component.TextEdits;
import dlkm.funcset.FunctionSet;
import dlkm.host.Caller;
import dlkm.problem.IoFailure;
import dlkm.problem.PartlyDoneException;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import dlkm.update.UnderStateLock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
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
   * @throws PartlyDoneException also when it can't be made, and the plan couldn't be taken back
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
      throw takenBack(edits, e.takenBack());
    } catch (RuntimeException e) {
      throw takenBack(edits, e);
    }
    try {
      return UnderStateLock.run(caller, () -> steps.apply(BackupRule.NEVER));
    } catch (PartlyDoneException e) {
      throw e;
    } catch (RuntimeException e) {
      throw takenBack(edits, e);
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

  /** Takes the plan back after a failure, which stays the one that is reported. */
  private RuntimeException takenBack(TextEdits edits, RuntimeException why) {
    try {
      takeBack(edits);
      return why;
    } catch (PartlyDoneException e) {
      return PartlyDoneException.of(
          why,
          new Problem(
              "the plan",
              "is taken back, but not all steps of that are done",
              "the next command that changes something finishes it"));
    } catch (ProblemException | UncheckedIOException e) {
      return PartlyDoneException.of(why, kept(edits, e));
    }
  }

  private static Problem kept(TextEdits edits, RuntimeException failure) {
    String files =
        edits.texts().keySet().stream().map(Path::toString).sorted().collect(joining(", "));
    String reason =
        failure instanceof UncheckedIOException e
            ? IoFailure.words(e.getCause())
            : failure.getMessage();
    return new Problem(
        files,
        "the plan still has what this command wrote: " + reason,
        "mend this, and plan the former values again");
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
