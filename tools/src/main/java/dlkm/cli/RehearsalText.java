package dlkm.cli;

import dlkm.rehearse.Blame;
import dlkm.rehearse.RehearsalFinding;
import dlkm.rehearse.RehearsalResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The result of a rehearsal for people, and its exit status. */
final class RehearsalText {

  /** As sysexits.h has it for what may succeed the next time: neither clean nor not clean. */
  static final int INCONCLUSIVE = 75;

  private RehearsalText() {}

  static void draw(RehearsalResult result, Optional<Path> svg) {
    if (svg.isPresent() && result.boot().isPresent()) {
      Timeline.draw(svg.get(), result.boot().get());
    }
  }

  /** The command's own status if the verdict is clean. */
  static int status(RehearsalResult result) {
    if (result.verdict().isInconclusive()) {
      return INCONCLUSIVE;
    }
    return result.verdict().isClean() ? result.commandStatus().orElse(Exit.FAILED) : Exit.FAILED;
  }

  static void print(Context context, RehearsalResult result) {
    String kernel = "kernel " + result.release() + ": ";
    for (RehearsalFinding finding : result.verdict().findings()) {
      print(context, kernel, finding);
    }
    for (String note : result.verdict().notes()) {
      context.say(kernel + note);
    }
    if (result.verdict().isClean()) {
      context.say(kernel + "clean (" + tenths(result.total()) + " s)");
      return;
    }
    if (result.verdict().isInconclusive()) {
      context.say(kernel + "inconclusive: " + result.verdict().doubt().orElseThrow());
    }
    result.log().ifPresent(log -> context.say(kernel + "its log is " + log));
  }

  private static void print(Context context, String kernel, RehearsalFinding finding) {
    String blame = finding.blame().map(Blame::shown).map(" in "::concat).orElse("");
    context.say(kernel + finding.name() + blame + ": " + finding.summary());
    for (String line : finding.lines()) {
      context.err().println("  " + line);
    }
    context.say(kernel + finding.name() + " means: " + finding.meaning());
  }

  static String tenths(Duration time) {
    long tenths = (time.toMillis() + 50) / 100;
    return tenths / 10 + "." + tenths % 10;
  }
}
