package dlkm.funcset;

import java.util.List;
import java.util.Optional;

/**
 * A file's text inside of another text: a line {@code KEYWORD PATH}, the file's lines with a {@code
 * |} before each, and a line {@code .}, or {@code /} where the last line of the file has no line
 * feed.
 *
 * @param lines how many lines it has in the other text, without the first one
 */
public record TextBlock(String content, int lines) {

  /** Adds a block. */
  public static void append(StringBuilder text, String keyword, String path, String content) {
    text.append(keyword).append(' ').append(path).append('\n');
    boolean ended = content.isEmpty() || content.endsWith("\n");
    String whole = ended ? content : content + "\n";
    int from = 0;
    while (from < whole.length()) {
      int end = whole.indexOf('\n', from) + 1;
      text.append('|').append(whole, from, end);
      from = end;
    }
    text.append(ended ? ".\n" : "/\n");
  }

  /** The block whose first line stands before {@code from}; empty where its end is missing. */
  public static Optional<TextBlock> read(List<String> all, int from) {
    StringBuilder content = new StringBuilder();
    int at = from;
    while (at < all.size() && all.get(at).startsWith("|")) {
      content.append(all.get(at), 1, all.get(at).length()).append('\n');
      at++;
    }
    String end = at < all.size() ? all.get(at) : "";
    if (end.equals("/") && !content.isEmpty()) {
      content.setLength(content.length() - 1);
    } else if (!end.equals(".")) {
      return Optional.empty();
    }
    return Optional.of(new TextBlock(content.toString(), at - from + 1));
  }
}
