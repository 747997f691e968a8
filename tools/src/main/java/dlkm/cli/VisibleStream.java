package dlkm.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Our texts on their way to a stream that may lead to a terminal; {@link VisibleOutput}. */
final class VisibleStream extends PrintStream {

  private final OutputStream raw;

  /**
   * Text, in UTF-8.
   *
   * @param raw where it goes
   * @param flushed whether each line is written at once
   */
  VisibleStream(OutputStream raw, boolean flushed) {
    super(new VisibleOutput(raw), flushed, StandardCharsets.UTF_8);
    this.raw = raw;
  }

  /** Where bytes go that are no text of ours, as they are; behind all that was printed before. */
  static OutputStream raw(PrintStream stream) {
    stream.flush();
    return stream instanceof VisibleStream visible ? visible.raw : stream;
  }
}
