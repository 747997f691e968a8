package dlkm.declaration;

import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;

/**
 * Edits the text of a module's system file: what the edit does not touch stays as it is, comments,
 * order and spacing included (spec §3.2). The text was parsed before, so it has no problems.
 */
public final class SystemText {

  private static final String TUNABLE = "$TUNABLE";

  private final List<String> lines;

  private SystemText(String text) {
    this.lines = new ArrayList<>(text.lines().toList());
  }

  /** The text with another value of a keyword; a keyword that is not there gets a line. */
  public static String set(String text, String keyword, String value) {
    SystemText edit = new SystemText(text);
    int line = edit.keyword(keyword);
    if (line < 0) {
      edit.lines.add(edit.beforeTunables(), keyword + " " + value);
    } else {
      edit.lines.set(line, withSecond(edit.lines.get(line), value));
    }
    return edit.text();
  }

  /** The text without a keyword's line. */
  public static String remove(String text, String keyword) {
    SystemText edit = new SystemText(text);
    int line = edit.keyword(keyword);
    if (line >= 0) {
      edit.lines.remove(line);
    }
    return edit.text();
  }

  /** The text with the override of a tunable, replaced or added. */
  public static String setTunable(String text, String name, String value) {
    SystemText edit = new SystemText(text);
    int line = edit.tunable(name);
    if (line >= 0) {
      edit.lines.set(line, withValue(edit.lines.get(line), value));
      return edit.text();
    }
    if (edit.keyword(TUNABLE) < 0) {
      edit.lines.add(TUNABLE);
    }
    edit.lines.add(edit.afterTunables(), name + " " + value);
    return edit.text();
  }

  /** The text without the override of a tunable. */
  public static String removeTunable(String text, String name) {
    SystemText edit = new SystemText(text);
    int line = edit.tunable(name);
    if (line >= 0) {
      edit.lines.remove(line);
    }
    return edit.text();
  }

  private String text() {
    return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
  }

  private int keyword(String keyword) {
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).startsWith("$") && first(lines.get(i)).equals(keyword)) {
        return i;
      }
    }
    return -1;
  }

  private int tunable(String name) {
    int start = keyword(TUNABLE);
    for (int i = start + 1; start >= 0 && i < lines.size() && !isKeyword(i); i++) {
      if (!TextLine.isSilent(lines.get(i)) && first(lines.get(i)).equals(name)) {
        return i;
      }
    }
    return -1;
  }

  private boolean isKeyword(int line) {
    return lines.get(line).startsWith("$");
  }

  private int beforeTunables() {
    int tunables = keyword(TUNABLE);
    return tunables < 0 ? lines.size() : tunables;
  }

  /** After the last tunable, or after {@code $TUNABLE} when there is none. */
  private int afterTunables() {
    int last = keyword(TUNABLE);
    for (int i = last + 1; i < lines.size() && !isKeyword(i); i++) {
      if (!TextLine.isSilent(lines.get(i))) {
        last = i;
      }
    }
    return last + 1;
  }

  private static String first(String line) {
    return new StringTokenizer(line, " \t").nextToken();
  }

  /** The line with another second word; what stands between and after stays. */
  private static String withSecond(String line, String value) {
    int start = second(line);
    return start == line.length()
        ? line.stripTrailing() + " " + value
        : line.substring(0, start) + value + line.substring(skip(line, start, false));
  }

  /** The line of a tunable with another value, which may have blanks. */
  static String withValue(String line, String value) {
    int start = second(line);
    return line.substring(0, start) + value + line.substring(ValueFields.end(line, start));
  }

  private static int second(String line) {
    return skip(line, skip(line, skip(line, 0, true), false), true);
  }

  private static int skip(String line, int from, boolean blanks) {
    int at = from;
    while (at < line.length() && (line.charAt(at) <= ' ') == blanks) {
      at++;
    }
    return at;
  }
}
