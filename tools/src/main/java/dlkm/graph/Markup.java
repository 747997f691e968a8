package dlkm.graph;

/**
 * Builds XML and HTML. Every text and every value of an attribute goes through {@link #escaped}:
 * names and descriptions come from the machine, and none of them can become markup.
 */
final class Markup {

  private static final char REPLACEMENT = '\ufffd';

  private final StringBuilder text = new StringBuilder(8192);

  /** Adds markup of ours as it is. */
  Markup raw(String markup) {
    text.append(markup);
    return this;
  }

  /** Opens an element; attributes are names and values in turn. */
  Markup open(String element, Object... attributes) {
    return tag(element, attributes).raw(">");
  }

  /** An element without content, as XML writes it. */
  Markup empty(String element, Object... attributes) {
    return tag(element, attributes).raw("/>");
  }

  private Markup tag(String element, Object... attributes) {
    text.append('<').append(element);
    for (int i = 0; i < attributes.length; i += 2) {
      text.append(' ').append(attributes[i]).append("=\"");
      text(String.valueOf(attributes[i + 1])).raw("\"");
    }
    return this;
  }

  Markup close(String element) {
    text.append("</").append(element).append('>');
    return this;
  }

  /** An element with text alone in it. */
  Markup element(String element, String content, Object... attributes) {
    return open(element, attributes).text(content).close(element);
  }

  Markup text(String content) {
    text.append(escaped(content));
    return this;
  }

  Markup line() {
    text.append('\n');
    return this;
  }

  /**
   * The text with the five characters of markup escaped. Characters that XML can't have (XML 1.0,
   * production 2), and line ends and tabs with them, are replaced.
   */
  static String escaped(String content) {
    StringBuilder escaped = new StringBuilder(content.length() + 16);
    for (int i = 0; i < content.length(); i++) {
      char c = content.charAt(i);
      switch (c) {
        case '&' -> escaped.append("&amp;");
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '"' -> escaped.append("&quot;");
        case '\'' -> escaped.append("&#39;");
        default -> {
          if (Character.isHighSurrogate(c)
              && i + 1 < content.length()
              && Character.isLowSurrogate(content.charAt(i + 1))) {
            escaped.append(c).append(content.charAt(++i));
          } else {
            escaped.append(isShown(c) ? c : REPLACEMENT);
          }
        }
      }
    }
    return escaped.toString();
  }

  private static boolean isShown(char c) {
    return !Character.isISOControl(c) && !Character.isSurrogate(c) && c < 0xfffe;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
