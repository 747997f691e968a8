package dlkm.cli;

import dlkm.host.Layout;
import dlkm.problem.IoFailure;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;

/** Reports unexpected failures: of the disk, or internal errors. */
final class ToolFault {

  private static final Path LOG = Path.of(Layout.LOG);

  private ToolFault() {}

  static int report(PrintStream err, String tool, Throwable thrown) {
    if (thrown instanceof UncheckedIOException io) {
      Context.say(err, tool, IoFailure.words(io.getCause()));
      return Exit.FAILED;
    }
    StringWriter trace = new StringWriter();
    thrown.printStackTrace(new PrintWriter(trace));
    String place = LOG.toString();
    try {
      Files.createDirectories(LOG.getParent());
      Files.writeString(
          LOG,
          Instant.now() + " " + tool + " " + Main.VERSION + ": " + trace,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      err.print(trace);
      place = "above";
    }
    Context.say(err, tool, "internal error: " + thrown + ": the trace is in " + place);
    return Exit.INTERNAL;
  }
}
