package dlkm.host;

/** The byte order mark that some editors put before a text in UTF-8: it is no part of the text. */
public final class ByteOrderMark {

  private static final String MARK = "\uFEFF";

  private ByteOrderMark() {}

  /** The text behind the mark, or all of it where there is none. */
  public static String skip(String text) {
    return text.startsWith(MARK) ? text.substring(MARK.length()) : text;
  }
}
