package dlkm.index;

import java.nio.charset.StandardCharsets;

/** Iteration over the lines of a text, without copies. */
final class LineScanner {

  private final byte[] text;
  private int from;
  private int to = -1;

  LineScanner(byte[] text) {
    this.text = text;
  }

  boolean next() {
    from = to + 1;
    to = end(text, from);
    return from < text.length;
  }

  String text() {
    return new String(text, from, to - from, StandardCharsets.UTF_8);
  }

  /** Where the line that begins there ends: its newline, or the text's end. */
  static int end(byte[] text, int from) {
    int at = from;
    while (at < text.length && text[at] != '\n') {
      at++;
    }
    return at;
  }

  int from() {
    return from;
  }

  /** The line's end: its newline. */
  int to() {
    return to;
  }

  boolean isComment() {
    return from == to || text[from] == '#';
  }

  /** Where the first {@code mark} from {@code start} on is, or the line's end. */
  int find(int start, int mark) {
    return find(text, start, to, mark);
  }

  private static int find(byte[] text, int start, int end, int mark) {
    int at = start;
    while (at < end && text[at] != mark) {
      at++;
    }
    return at;
  }

  /** Where the line's last word begins. */
  int lastWord() {
    return lastWord(text, from, to);
  }

  /** Where the last word of a part begins. */
  static int lastWord(byte[] text, int from, int to) {
    return after(text, from, to, ' ');
  }

  /** Where the file's name begins in the path that a part of a text is. */
  static int fileName(byte[] text, int from, int to) {
    return after(text, from, to, '/');
  }

  private static int after(byte[] text, int from, int to, int mark) {
    int at = to;
    while (at > from && text[at - 1] != mark) {
      at--;
    }
    return at;
  }

  static boolean startsWith(byte[] text, int from, byte[] head) {
    if (text.length - from < head.length) {
      return false;
    }
    for (int i = 0; i < head.length; i++) {
      if (text[from + i] != head[i]) {
        return false;
      }
    }
    return true;
  }
}
