package dlkm.cli;

import dlkm.boot.BootRecord;
import dlkm.graph.BootDrawing;
import java.io.PrintStream;
import java.nio.file.Path;

/** The timeline of a boot, as text and as a drawing. */
final class Timeline {

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
        if (span.has(attempt)) {
          out.println(
              padded(Milliseconds.seconds(attempt.when()))
                  + "  "
                  + attempt.module()
                  + attempt.why().map(why -> " failed: " + why).orElse(" loaded"));
        }
      }
    }
  }

  private static String padded(String time) {
    return " ".repeat(Math.max(0, 10 - time.length())) + time + "  ";
  }

  /** Writes the drawing to a file. */
  static void draw(Path file, BootRecord boot) {
    OutputFile.write(file, BootDrawing.of(boot));
  }
}
