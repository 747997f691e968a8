package dlkm.declaration;

import java.util.Optional;

/**
 * Texts among the values of tunables. A text stands in quotes, in which {@code \"} is a quote and
 * {@code \\} a backslash; all other characters but control characters are themselves.
 */
public final class TunableText {

  /** What a wrong text is to become, for messages. */
  public static final String RULE =
      "a text is in quotes, with \\\" for a quote and \\\\ for a backslash";

  private static final String PLAIN = "._-/:,+@%";

  private TunableText() {}

  /** Whether a value stands in a line as it is: its blanks are in parentheses or quotes. */
  public static boolean isOneField(String value) {
    return ValueFields.of(value).size() == 1;
  }

  /** Whether the value is written as a text. */
  public static boolean isQuoted(String written) {
    return written.startsWith("\"");
  }

  /** The text between quotes; empty when the quotes or a backslash are wrong. */
  public static Optional<String> unquoted(String written) {
    StringBuilder text = new StringBuilder();
    int last = written.length() - 1;
    if (!isQuoted(written) || last < 1 || written.charAt(last) != '"') {
      return Optional.empty();
    }
    for (int at = 1; at < last; at++) {
      char c = written.charAt(at);
      boolean escape = c == '\\' && at + 1 < last;
      if (escape) {
        c = written.charAt(++at);
      }
      if (escape != (c == '"' || c == '\\') || Character.isISOControl(c)) {
        return Optional.empty();
      }
      text.append(c);
    }
    return Optional.of(text.toString());
  }

  /** The text in quotes. */
  public static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /** The text as one word of a line: bare if it has letters, digits and the like only. */
  public static String word(String text) {
    boolean plain = !text.isEmpty();
    for (int i = 0; i < text.length() && plain; i++) {
      char c = text.charAt(i);
      plain = c < 0x80 && (Character.isLetterOrDigit(c) || PLAIN.indexOf(c) >= 0);
    }
    return plain ? text : quoted(text);
  }

  /** The text that {@link #word} wrote; a word without quotes is itself. */
  public static Optional<String> ofWord(String written) {
    return isQuoted(written) ? unquoted(written) : Optional.of(written);
  }
}
