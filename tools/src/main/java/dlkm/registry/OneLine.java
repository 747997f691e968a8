package dlkm.registry;

/** Text of other people's making that stands in the registry: versions, descriptions, users. */
final class OneLine {

  private static final char LINE_SEPARATOR = 0x2028;
  private static final char PARAGRAPH_SEPARATOR = 0x2029;

  private OneLine() {}

  /** Whether it can stand in a line: no control characters, and nothing that ends one. */
  static boolean isOne(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (isControl(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /** The text with a blank for each control character, without blanks around it. */
  static String of(String text) {
    if (isOne(text)) {
      return text.strip();
    }
    StringBuilder line = new StringBuilder(text);
    for (int i = 0; i < line.length(); i++) {
      if (isControl(line.charAt(i))) {
        line.setCharAt(i, ' ');
      }
    }
    return line.toString().strip();
  }

  private static boolean isControl(char c) {
    return Character.isISOControl(c) && c != '\t'
        || c == LINE_SEPARATOR
        || c == PARAGRAPH_SEPARATOR;
  }
}
