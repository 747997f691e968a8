package dlkm.cli;

import dlkm.changelog.Changed;
import dlkm.changelog.Entry;
import dlkm.problem.Visible;
import java.io.PrintStream;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Entries of the change log for people: what changed, then by whom, then why. */
final class ChangeLogText {

  private ChangeLogText() {}

  static void print(PrintStream out, List<Entry> entries) {
    for (Entry entry : entries) {
      out.println(time(entry) + "  " + what(entry.change()));
      if (entry.change().kind() == Changed.Kind.COMMENT) {
        out.println("  by " + who(entry));
        continue;
      }
      out.println("  by " + who(entry) + ": " + Visible.line(entry.by().command()));
      if (!entry.by().comment().isEmpty()) {
        out.println("  comment: " + Visible.line(entry.by().comment()));
      }
    }
  }

  /** Of this machine's zone, without the formatter, which costs more than all the rest. */
  private static String time(Entry entry) {
    LocalDateTime time = LocalDateTime.ofInstant(entry.time(), ZoneId.systemDefault());
    String seconds = time.truncatedTo(ChronoUnit.SECONDS).toLocalTime().toString();
    // The second is left out where it is 0.
    return time.toLocalDate() + " " + (seconds.length() == 5 ? seconds + ":00" : seconds);
  }

  static String what(Changed change) {
    if (change.kind() == Changed.Kind.COMMENT) {
      return "comment: " + Visible.line(change.to());
    }
    StringBuilder text = new StringBuilder(change.kind().word());
    text.append(' ').append(Visible.line(change.name())).append(": ").append(change.what());
    if (change.what().equals(Changed.REPAIRED)) {
      // What was wrong, and where: no values.
      text.append(' ').append(Visible.line(change.to() + ": " + change.from()));
    } else {
      text.append(' ').append(value(change.from())).append(" -> ").append(value(change.to()));
    }
    if (!change.kernel().isEmpty()) {
      text.append(", kernel ").append(Visible.line(change.kernel()));
    }
    if (!change.outcome().equals(Changed.DONE)) {
      text.append(", ").append(Visible.line(change.outcome()));
    }
    return text.toString();
  }

  private static String value(String value) {
    return value.isEmpty() ? "none" : Visible.line(value);
  }

  private static String who(Entry entry) {
    String user = Visible.line(entry.by().user());
    return entry.by().uid().isEmpty() ? user : user + " (uid " + entry.by().uid() + ")";
  }
}
