package dlkm.cli;

import dlkm.host.StateLock;
import dlkm.update.Recovery;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Work that changes the machine's state: under the lock, after what a killed command left. */
final class Locked {

  /** The work. */
  @FunctionalInterface
  interface Work {
    int run() throws IOException;
  }

  private Locked() {}

  static int run(Context context, Work work) {
    try (var _ = StateLock.take(context.host(), context.tool(), context::say)) {
      Recovery.run(context.host(), context::say);
      return work.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
