package dlkm.index;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The lines that a text lost and those that it got. Not the fewest possible, but always right: the
 * old lines without the lost ones and with the new ones are the new lines.
 *
 * @param old a text with the lost lines
 * @param lost parts of it
 * @param fresh a text with the new lines
 * @param got parts of it
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record TextChange(byte[] old, List<Line> lost, byte[] fresh, List<Line> got) {

  /**
   * A part of a text, without its newline.
   *
   * @param module whose line it is, or {@link #UNKNOWN}
   */
  public record Line(int from, int to, int module) {}

  static final int UNKNOWN = -1;

  /** Lines that came or went in one place are looked for this far. */
  private static final int AHEAD = 200;

  /** What is more than this many is no small change. */
  static final int MOST = 600;

  /** Of two texts, every line of which ends with a newline. */
  public static TextChange between(byte[] old, byte[] fresh) {
    return new Search(old, fresh).run();
  }

  /**
   * Of a text that is made of lists of lines, some of which were replaced by others.
   *
   * @param replaced the numbers of the modules whose lists aren't the same
   */
  public static TextChange between(FlatLists<byte[]> old, FlatLists<byte[]> fresh, int[] replaced) {
    TextChange change =
        new TextChange(old.all(), new ArrayList<>(), fresh.all(), new ArrayList<>());
    for (int list : replaced) {
      take(old, list, change.lost);
      take(fresh, list, change.got);
    }
    return change;
  }

  private static void take(FlatLists<byte[]> lines, int list, List<Line> into) {
    int from = lines.start(list);
    for (int at = from; at < lines.end(list); at++) {
      if (lines.all()[at] == '\n') {
        into.add(new Line(from, at, list));
        from = at + 1;
      }
    }
  }

  /** Whether the text is the same. */
  public boolean isNone() {
    return lost.isEmpty() && got.isEmpty();
  }

  boolean isSmall() {
    return lost.size() + got.size() <= MOST;
  }

  private static final class Search {

    private final byte[] old;
    private final byte[] fresh;
    private final List<Line> lost = new ArrayList<>();
    private final List<Line> got = new ArrayList<>();
    private int oldAt;
    private int freshAt;

    Search(byte[] old, byte[] fresh) {
      this.old = old;
      this.fresh = fresh;
    }

    TextChange run() {
      while (lost.size() + got.size() <= MOST && skipSame()) {
        boolean replaced = isReplaced();
        int came = replaced ? 0 : find(old, oldAt, fresh, freshAt);
        int went = replaced || came > 0 ? 0 : find(fresh, freshAt, old, oldAt);
        if (came == 0 && went == 0) {
          came = 1;
          went = 1;
        }
        freshAt = take(fresh, freshAt, came, got);
        oldAt = take(old, oldAt, went, lost);
      }
      return new TextChange(old, lost, fresh, got);
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

    /** Whether the lines behind these are the same: what mostly happens, and is seen fastest. */
    private boolean isReplaced() {
      int oldNext = end(old, oldAt);
      int freshNext = end(fresh, freshAt);
      return oldNext < old.length
          && freshNext < fresh.length
          && Arrays.equals(
              old, oldNext, end(old, oldNext), fresh, freshNext, end(fresh, freshNext));
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

    private static int take(byte[] text, int from, int lines, List<Line> into) {
      int at = from;
      for (int i = 0; i < lines && at < text.length; i++) {
        int end = end(text, at);
        into.add(new Line(at, end - 1, UNKNOWN));
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
