package dlkm.changelog;

import dlkm.host.Invocation;
import dlkm.problem.Visible;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The text of an entry, one line: the time in UTC, fields {@code key=value}, and a single dot, with
 * a tab between each two. A field without a value is left out; readers skip keys that they don't
 * know. In values, backslash, tab and line feed are written {@code \\}, {@code \t}, {@code \n}, and
 * other characters that control a terminal as <code>&#92;uHHHH</code>. A line without the dot at
 * its end was cut off.
 */
final class EntryLine {

  private static final String END = "\t.";

  /** Longer values are cut: a line is one write, and one screen. */
  private static final int LONGEST = 1000;

  private EntryLine() {}

  /** The line of an entry, without a line feed. */
  static String of(Entry entry) {
    return at(entry.time(), rest(entry.change(), entry.by()));
  }

  /** The line of {@link #rest} at a time. */
  static String at(Instant time, String rest) {
    return time.truncatedTo(ChronoUnit.MILLIS) + rest;
  }

  /** All but the time, beginning with the tab after it. */
  static String rest(Changed change, Invocation by) {
    StringBuilder line = new StringBuilder();
    field(line, "kind", change.kind().word());
    field(line, "name", change.name());
    field(line, "what", change.what());
    field(line, "from", change.from());
    field(line, "to", change.to());
    field(line, "kernel", change.kernel());
    field(line, "outcome", change.outcome());
    field(line, "user", by.user());
    field(line, "uid", by.uid());
    field(line, "command", by.command());
    field(line, "comment", by.comment());
    return line.append(END).toString();
  }

  private static void field(StringBuilder line, String key, String value) {
    if (!value.isEmpty()) {
      line.append('\t').append(key).append('=');
      String shown = value.length() > LONGEST ? value.substring(0, LONGEST) + "..." : value;
      escape(line, shown);
    }
  }

  /** As {@link Visible#line}, but so that it can be read back. */
  private static void escape(StringBuilder line, String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '\\') {
        line.append("\\\\");
      } else if (Visible.isControl(c) || isHalf(value, i)) {
        Visible.escape(line, c);
      } else {
        line.append(c);
      }
    }
  }

  /** Half of a character, which has no bytes. */
  private static boolean isHalf(String value, int at) {
    char c = value.charAt(at);
    if (Character.isHighSurrogate(c)) {
      return at + 1 == value.length() || !Character.isLowSurrogate(value.charAt(at + 1));
    }
    return Character.isLowSurrogate(c)
        && (at == 0 || !Character.isHighSurrogate(value.charAt(at - 1)));
  }

  /** The text between line feeds; empty where it isn't an intact entry. */
  static Optional<Entry> parse(String line) {
    int tab = line.indexOf('\t');
    if (tab < 0 || !line.endsWith(END) || line.length() < tab + END.length()) {
      return Optional.empty();
    }
    try {
      Instant time = Instant.parse(line.substring(0, tab));
      Map<String, String> fields = fields(line.substring(tab, line.length() - END.length()));
      Changed change =
          new Changed(
              Changed.Kind.valueOf(value(fields, "kind").toUpperCase(java.util.Locale.ROOT)),
              value(fields, "name"),
              value(fields, "what"),
              value(fields, "from"),
              value(fields, "to"),
              value(fields, "kernel"),
              value(fields, "outcome"));
      Invocation by =
          new Invocation(
              value(fields, "user"),
              value(fields, "uid"),
              value(fields, "command"),
              value(fields, "comment"));
      return Optional.of(new Entry(time, change, by));
    } catch (DateTimeException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static String value(Map<String, String> fields, String key) {
    return fields.getOrDefault(key, "");
  }

  private static Map<String, String> fields(String text) {
    Map<String, String> fields = new HashMap<>();
    int at = 0;
    while (at < text.length()) {
      int next = text.indexOf('\t', at + 1);
      int end = next < 0 ? text.length() : next;
      int equals = text.indexOf('=', at);
      if (equals < 0 || equals > end) {
        throw new IllegalArgumentException("a field without a value");
      }
      String key = text.substring(at + 1, equals);
      if (fields.put(key, unescape(text.substring(equals + 1, end))) != null) {
        throw new IllegalArgumentException("a field twice");
      }
      at = end;
    }
    return fields;
  }

  private static String unescape(String value) {
    if (value.indexOf('\\') < 0) {
      return value;
    }
    StringBuilder text = new StringBuilder();
    int at = 0;
    while (at < value.length()) {
      if (value.charAt(at) == '\\') {
        at = unescape(value, at + 1, text);
      } else {
        text.append(value.charAt(at));
        at++;
      }
    }
    return text.toString();
  }

  /** Appends the character of the escape whose letter is there; returns the place after it. */
  private static int unescape(String value, int at, StringBuilder text) {
    switch (at < value.length() ? value.charAt(at) : ' ') {
      case '\\' -> text.append('\\');
      case 't' -> text.append('\t');
      case 'n' -> text.append('\n');
      case 'u' -> {
        if (at + 5 > value.length()) {
          throw new IllegalArgumentException("an escape that is cut off");
        }
        text.append((char) Integer.parseInt(value.substring(at + 1, at + 5), 16));
        return at + 5;
      }
      default -> throw new IllegalArgumentException("an escape that nobody here wrote");
    }
    return at + 1;
  }
}
