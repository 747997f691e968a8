package dlkm.cli;

import dlkm.rehearse.Finding;
import dlkm.rehearse.RehearsalResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The result of a rehearsal for people, and its exit status. */
final class RehearsalText {

  private RehearsalText() {}

  static void draw(RehearsalResult result, Optional<Path> svg) {
    if (svg.isPresent() && result.boot().isPresent()) {
      Timeline.draw(svg.get(), result.boot().get());
    }
  }

  /** The command's own status if the verdict is clean. */
  static int status(RehearsalResult result) {
    return result.verdict().isClean() ? result.commandStatus().orElse(Exit.FAILED) : Exit.FAILED;
  }

  static void print(Context context, RehearsalResult result) {
    String kernel = "kernel " + result.release() + ": ";
    for (Finding finding : result.verdict().findings()) {
      context.say(kernel + finding.name() + ": " + finding.summary());
      for (String line : finding.lines()) {
        context.err().println("  " + line);
      }
    }
    for (String note : result.verdict().notes()) {
      context.say(kernel + note);
    }
    if (result.verdict().isClean()) {
      context.say(kernel + "clean (" + tenths(result.total()) + " s)");
      return;
    }
    result.log().ifPresent(log -> context.say(kernel + "its log is " + log));
  }

  static String tenths(Duration time) {
    long tenths = (time.toMillis() + 50) / 100;
    return tenths / 10 + "." + tenths % 10;
  }
}
