package dlkm.update;

import dlkm.changelog.Recording;
import dlkm.host.Caller;
import dlkm.host.StateLock;
import dlkm.problem.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Runs whatever changes the machine's state: under the state lock, recorded in the change log,
 * after {@link Recovery}.
 */
public final class UnderStateLock {

  /** The change. */
  @FunctionalInterface
  public interface Work<T> {
    T run() throws IOException;
  }

  private UnderStateLock() {}

  /** Runs the work and returns its result. */
  public static <T> T run(Caller caller, Work<T> work) {
    try (var _ = StateLock.take(caller.host(), caller.tool(), caller::say)) {
      return Recording.during(
          caller,
          () -> {
            boolean whole = Recovery.run(caller.host(), caller::say);
            T result = work.run();
            if (!whole && !isWholeNow(caller)) {
              caller.notices().unfinished();
            }
            return result;
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The command may have been the repair, or have made room; it is done, whatever fails here. */
  private static boolean isWholeNow(Caller caller) {
    try {
      return Recovery.run(caller.host(), _ -> {});
    } catch (UncheckedIOException | ProblemException e) {
      return false; // the first time told it
    }
  }
}
