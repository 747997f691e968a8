package dlkm.declaration;

import dlkm.problem.Where;
import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;

/**
 * One line of a text that is neither blank nor a comment.
 *
 * @param text without the blanks around it
 */
record TextLine(Where where, String text) {

  /** The words between blanks and tabs. */
  List<String> fields() {
    StringTokenizer words = new StringTokenizer(text, " \t");
    List<String> fields = new ArrayList<>(words.countTokens());
    while (words.hasMoreTokens()) {
      fields.add(words.nextToken());
    }
    return fields;
  }

  /** The fields of a line of tunables, whose values may have blanks in quotes or parentheses. */
  List<String> values() {
    return ValueFields.of(text);
  }

  /** The first word. */
  String first() {
    return new StringTokenizer(text, " \t").nextToken();
  }

  /** What follows the first word. */
  String rest() {
    return text.substring(first().length()).strip();
  }

  /** How many fields, for messages. */
  static String count(List<String> fields) {
    return fields.size() == 1 ? "1 field" : fields.size() + " fields";
  }

  /** Whether a line of a text says nothing: blank, or {@code *} in the first column. */
  static boolean isSilent(String raw) {
    return raw.isBlank() || raw.startsWith("*");
  }

  /** The lines that say something, with control characters reported. */
  static List<TextLine> of(String path, String text, ProblemList problems) {
    List<TextLine> lines = new ArrayList<>();
    int number = 0;
    for (String raw : (Iterable<String>) text.lines()::iterator) {
      number++;
      if (isSilent(raw)) {
        continue;
      }
      Where where = new Where(path, number);
      if (hasControl(raw)) {
        String what = raw.indexOf(0) < 0 ? "has a control character" : "has a NUL character";
        problems.at(where, what, "write plain text, blanks and tabs");
      } else {
        // A keyword counts only in the first column (spec §3.1), so a blank in front is kept.
        lines.add(new TextLine(where, raw.stripTrailing()));
      }
    }
    return lines;
  }

  /** Whether a line has a control character other than a tab. */
  static boolean hasControl(String raw) {
    return raw.chars().anyMatch(c -> Character.isISOControl(c) && c != '\t');
  }
}
