package dlkm.problem;

import java.io.IOException;

/**
 * A change is made, and what follows from it could not be finished: the machine is in the new
 * state, and the next command that changes something finishes it.
 */
public final class PartlyDoneException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Something that is left to do, on a file that failed. */
  @FunctionalInterface
  public interface Work {
    void run() throws IOException;
  }

  private final transient Problem problem;

  public PartlyDoneException(IOException why) {
    super(why);
    problem =
        new Problem(
            IoFailure.words(why),
            "the change is committed, its follow-up work is not done",
            "the next command that changes something completes it");
  }

  /** Runs what follows a change that is made already. */
  public static void after(Work work) {
    try {
      work.run();
    } catch (java.io.UncheckedIOException e) {
      throw new PartlyDoneException(e.getCause());
    } catch (IOException e) {
      throw new PartlyDoneException(e);
    }
  }

  public Problem problem() {
    return problem;
  }
}
