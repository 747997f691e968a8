package dlkm.cli;

import dlkm.changelog.Changed;
import dlkm.changelog.Entry;
import dlkm.changelog.EntryLine;
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
      out.println("  by " + who(entry) + ": " + EntryLine.shown(entry.by().command()));
      if (!entry.by().comment().isEmpty()) {
        out.println("  comment: " + EntryLine.shown(entry.by().comment()));
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
      return "comment: " + EntryLine.shown(change.to());
    }
    StringBuilder text = new StringBuilder(change.kind().word());
    text.append(' ').append(EntryLine.shown(change.name())).append(": ").append(change.what());
    text.append(' ').append(value(change.from())).append(" -> ").append(value(change.to()));
    if (!change.kernel().isEmpty()) {
      text.append(", kernel ").append(EntryLine.shown(change.kernel()));
    }
    if (!change.outcome().equals(Changed.DONE)) {
      text.append(", ").append(EntryLine.shown(change.outcome()));
    }
    return text.toString();
  }

  private static String value(String value) {
    return value.isEmpty() ? "none" : EntryLine.shown(value);
  }

  private static String who(Entry entry) {
    String user = EntryLine.shown(entry.by().user());
    return entry.by().uid().isEmpty() ? user : user + " (uid " + entry.by().uid() + ")";
  }
}
