package dlkm.update;

import dlkm.changelog.Recording;
import dlkm.host.Caller;
import dlkm.host.StateLock;
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
            // The command may have been the repair, or have made room.
            if (!whole && !Recovery.run(caller.host(), _ -> {})) {
              caller.notices().unfinished();
            }
            return result;
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
