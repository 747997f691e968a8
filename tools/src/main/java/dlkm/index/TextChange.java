package dlkm.index;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The lines that a text lost and those that it got. Not the fewest possible, but always right: the
 * old lines without the lost ones and with the new ones are the new lines.
 *
 * @param lost parts of the old text, from and to
 * @param got parts of the new text, from and to
 */
record TextChange(List<int[]> lost, List<int[]> got) {

  /** Lines that came or went in one place are looked for this far. */
  private static final int AHEAD = 200;

  /** What is more than this many is no small change. */
  private static final int MOST = 600;

  static TextChange between(byte[] old, byte[] fresh) {
    return new Search(old, fresh).run();
  }

  boolean isSmall() {
    return lost.size() + got.size() <= MOST;
  }

  private static final class Search {

    private final byte[] old;
    private final byte[] fresh;
    private final List<int[]> lost = new ArrayList<>();
    private final List<int[]> got = new ArrayList<>();
    private int oldAt;
    private int freshAt;

    Search(byte[] old, byte[] fresh) {
      this.old = old;
      this.fresh = fresh;
    }

    TextChange run() {
      while (lost.size() + got.size() <= MOST && skipSame()) {
        int came = find(old, oldAt, fresh, freshAt);
        int went = came > 0 ? 0 : find(fresh, freshAt, old, oldAt);
        if (came == 0 && went == 0) {
          came = 1;
          went = 1;
        }
        freshAt = take(fresh, freshAt, came, got);
        oldAt = take(old, oldAt, went, lost);
      }
      return new TextChange(lost, got);
    }

    /** Goes to the next lines that differ; false at the end of both texts. */
    private boolean skipSame() {
      int same = Arrays.mismatch(old, oldAt, old.length, fresh, freshAt, fresh.length);
      if (same < 0) {
        return false;
      }
      while (same > 0 && old[oldAt + same - 1] != '\n') {
        same--;
      }
      oldAt += same;
      freshAt += same;
      return oldAt < old.length || freshAt < fresh.length;
    }

    /** How many lines further on a text has the line of the other one; 0 for nowhere near. */
    private static int find(byte[] line, int lineAt, byte[] text, int from) {
      int lineEnd = end(line, lineAt);
      int at = from;
      for (int i = 0; i < AHEAD && at < text.length && lineAt < line.length; i++) {
        int end = end(text, at);
        if (Arrays.equals(line, lineAt, lineEnd, text, at, end)) {
          return i;
        }
        at = end;
      }
      // A text that has ended: all that the other one still has came or went.
      return lineAt >= line.length && from < text.length ? 1 : 0;
    }

    private static int take(byte[] text, int from, int lines, List<int[]> into) {
      int at = from;
      for (int i = 0; i < lines && at < text.length; i++) {
        int end = end(text, at);
        into.add(new int[] {at, end - 1});
        at = end;
      }
      return at;
    }

    /** Behind the newline; all texts of the index end with one. */
    private static int end(byte[] text, int from) {
      int at = from;
      while (at < text.length && text[at] != '\n') {
        at++;
      }
      return Math.min(at + 1, text.length);
    }
  }
}
