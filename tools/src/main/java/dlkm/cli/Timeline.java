package dlkm.cli;

import dlkm.boot.BootRecord;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The timeline of a boot, as text and as a drawing. */
final class Timeline {

  private static final int WIDTH = 900;
  private static final int LEFT = 150;
  private static final int ROW = 26;

  private Timeline() {}

  static void print(PrintStream out, BootRecord boot) {
    for (BootRecord.Span span : boot.spans()) {
      out.println(
          padded(Milliseconds.seconds(span.begin()))
              + span.phase()
              + (span.end() < 0
                  ? ": not ended"
                  : ": took " + Milliseconds.seconds(span.end() - span.begin())));
      for (BootRecord.Attempt attempt : boot.attempts()) {
        if (isIn(span, attempt)) {
          out.println(
              padded(Milliseconds.seconds(attempt.when()))
                  + "  "
                  + attempt.module()
                  + attempt.why().map(why -> " failed: " + why).orElse(" loaded"));
        }
      }
    }
  }

  private static boolean isIn(BootRecord.Span span, BootRecord.Attempt attempt) {
    return attempt.phase() == span.phase()
        && attempt.when() >= span.begin()
        && (span.end() < 0 || attempt.when() <= span.end());
  }

  private static String padded(String time) {
    return " ".repeat(Math.max(0, 10 - time.length())) + time + "  ";
  }

  /** Draws a bar for each phase and a mark for each attempt. */
  static void draw(Path file, BootRecord boot) {
    try {
      Files.writeString(file, svg(boot));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String svg(BootRecord boot) {
    long last = 1000;
    for (BootRecord.Span span : boot.spans()) {
      last = Math.max(last, Math.max(span.begin(), span.end()));
    }
    for (BootRecord.Attempt attempt : boot.attempts()) {
      last = Math.max(last, attempt.when());
    }
    StringBuilder rows = new StringBuilder();
    int y = ROW;
    for (BootRecord.Span span : boot.spans()) {
      long end = span.end() < 0 ? last : span.end();
      int from = x(span.begin(), last);
      text(rows, 10, y + 16, span.phase().name(), "phase");
      rows.append("<rect class=\"bar\" x=\"").append(from).append("\" y=\"").append(y + 4);
      rows.append("\" width=\"").append(Math.max(2, x(end, last) - from));
      rows.append("\" height=\"16\"/>\n");
      y += ROW;
      for (BootRecord.Attempt attempt : boot.attempts()) {
        if (isIn(span, attempt)) {
          int at = x(attempt.when(), last);
          rows.append("<circle class=\"").append(attempt.loaded() ? "loaded" : "failed");
          rows.append("\" cx=\"").append(at).append("\" cy=\"").append(y + 12);
          rows.append("\" r=\"5\"><title>").append(escaped(attempt.why().orElse("loaded")));
          rows.append("</title></circle>\n");
          text(rows, 24, y + 16, attempt.module(), "module");
          y += ROW;
        }
      }
    }
    for (long second = 0; second * 1000 <= last; second += step(last)) {
      int at = x(second * 1000, last);
      rows.append("<line class=\"grid\" x1=\"").append(at).append("\" x2=\"").append(at);
      rows.append("\" y1=\"").append(ROW).append("\" y2=\"").append(y).append("\"/>\n");
      text(rows, at - 4, 18, second + " s", "time");
    }
    return """
    <svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" font-family="sans-serif">
    <style>
    .bar { fill: #4a7ab5 } .loaded { fill: #3a8a3a } .failed { fill: #c0392b }
    .grid { stroke: #ddd } text { font-size: 13px } .phase { font-weight: bold }
    .time { font-size: 11px; fill: #666 }
    </style>
    <title>Kernel modules loaded at boot</title>
    %s</svg>
    """
        .formatted(WIDTH, y + ROW / 2, rows);
  }

  private static long step(long last) {
    return Math.max(1, last / 10_000);
  }

  private static int x(long when, long last) {
    return LEFT + (int) ((WIDTH - LEFT - 40) * when / last);
  }

  private static void text(StringBuilder rows, int x, int y, String text, String kind) {
    rows.append("<text class=\"").append(kind).append("\" x=\"").append(x).append("\" y=\"");
    rows.append(y).append("\">").append(escaped(text)).append("</text>\n");
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
