package dlkm.problem;

/**
 * Texts from files and arguments as people get to see them: characters that would control a
 * terminal, or turn the direction of a text, are escaped.
 */
public final class Visible {

  private Visible() {}

  /** The text as a part of one line: line feeds and tabs are escaped too. */
  public static String line(String text) {
    return escaped(text, "");
  }

  /** A text of several lines. */
  public static String lines(String text) {
    return escaped(text, "\n\t");
  }

  private static String escaped(String text, String kept) {
    int at = 0;
    while (at < text.length() && !isEscaped(text.charAt(at), kept)) {
      at++;
    }
    if (at == text.length()) {
      return text;
    }
    StringBuilder shown = new StringBuilder(text.length() + 16).append(text, 0, at);
    for (; at < text.length(); at++) {
      char c = text.charAt(at);
      if (isEscaped(c, kept)) {
        escape(shown, c);
      } else {
        shown.append(c);
      }
    }
    return shown.toString();
  }

  private static boolean isEscaped(char c, String kept) {
    return isControl(c) && kept.indexOf(c) < 0;
  }

  /** Appends a character as {@code \t}, {@code \n} or <code>&#92;uHHHH</code>. */
  public static void escape(StringBuilder to, char c) {
    switch (c) {
      case '\t' -> to.append("\\t");
      case '\n' -> to.append("\\n");
      default -> {
        String digits = Integer.toHexString(c);
        to.append("\\u").append("0".repeat(4 - digits.length())).append(digits);
      }
    }
  }

  /** C0, C1, line and paragraph separators, and what reverses the direction of a text. */
  public static boolean isControl(char c) {
    if (c < 0x7f) {
      return c < ' ';
    }
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }
}
