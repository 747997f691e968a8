package dlkm.dkms;

import dlkm.problem.IoFailure;
import dlkm.problem.PartlyDoneException;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import dlkm.update.UnderStateLock;
import java.io.UncheckedIOException;
import java.util.function.BooleanSupplier;

/** A step for one of several packages or kernels, whose failure keeps no other one away. */
final class ToldFailure {

  private ToldFailure() {}

  /**
   * Runs it, and tells how it failed.
   *
   * @param isDone asked after one that was partly done, and then finished
   * @return DKMS's status
   */
  static int statusOf(DkmsSession session, Runnable step, BooleanSupplier isDone) {
    try {
      step.run();
      return 0;
    } catch (DkmsException e) {
      e.tell(session.output());
      return e.status();
    } catch (PartlyDoneException e) {
      e.problems().stream().map(Problem::toString).forEach(session.caller()::say);
      return finish(session, isDone) ? 0 : 1;
    } catch (ProblemException e) {
      session.output().error(e.getMessage());
      return 1;
    } catch (UncheckedIOException e) {
      session.output().error(IoFailure.words(e.getCause()));
      return 1;
    }
  }

  /** Whether a second try at the steps that were left undone has done them. */
  private static boolean finish(DkmsSession session, BooleanSupplier isDone) {
    try {
      boolean _ = UnderStateLock.run(session.caller(), () -> true);
      return isDone.getAsBoolean();
    } catch (PartlyDoneException | ProblemException | UncheckedIOException _) {
      // The first time has told it.
      return false;
    }
  }
}
