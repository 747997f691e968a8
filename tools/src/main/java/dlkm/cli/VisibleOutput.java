package dlkm.cli;

import dlkm.problem.Visible;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * A stream that may lead to a terminal: what would control it is escaped, wherever it comes from.
 * In JSON such a character is only ever inside a string, where its escape means the same.
 *
 * <p>Who writes here encodes, and writes whole characters at a time.
 */
final class VisibleOutput extends FilterOutputStream {

  VisibleOutput(OutputStream to) {
    super(to);
  }

  @Override
  public void write(int one) throws IOException {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    if (isPlain(bytes, from, from + length)) {
      out.write(bytes, from, length);
      return;
    }
    String text = new String(bytes, from, length, StandardCharsets.UTF_8);
    out.write(Visible.lines(text).getBytes(StandardCharsets.UTF_8));
  }

  /** Printable ASCII, line feeds and tabs: nearly always. */
  private static boolean isPlain(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      byte b = bytes[i];
      if ((b < ' ' && b != '\n' && b != '\t') || b == 0x7f) {
        return false;
      }
    }
    return true;
  }
}
