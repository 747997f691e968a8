package dlkm.graph;

/**
 * Builds XML and HTML. Every text and every value of an attribute goes through {@link #escaped}:
 * names and descriptions come from the machine, and none of them can become markup.
 */
final class Markup {

  private static final char REPLACEMENT = '\ufffd';

  private final StringBuilder text = new StringBuilder(8192);
  private boolean inTag;

  /** Adds markup of ours as it is. */
  Markup raw(String markup) {
    endTag();
    text.append(markup);
    return this;
  }

  /** Opens an element; its attributes follow. */
  Markup open(String element) {
    endTag();
    text.append('<').append(element);
    inTag = true;
    return this;
  }

  /** An attribute of the element that was opened last. */
  Markup set(String attribute, Object value) {
    if (!inTag) {
      throw new IllegalStateException(attribute + " stands in no tag");
    }
    text.append(' ').append(attribute).append("=\"");
    text.append(escaped(String.valueOf(value))).append('"');
    return this;
  }

  /** Ends the element that was opened last, which has no content. */
  Markup end() {
    inTag = false;
    text.append("/>");
    return this;
  }

  Markup close(String element) {
    endTag();
    text.append("</").append(element).append('>');
    return this;
  }

  /** An element with text alone in it. */
  Markup element(String element, String content) {
    return open(element).text(content).close(element);
  }

  Markup text(String content) {
    endTag();
    text.append(escaped(content));
    return this;
  }

  Markup line() {
    endTag();
    text.append('\n');
    return this;
  }

  private void endTag() {
    if (inTag) {
      text.append('>');
      inTag = false;
    }
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
