package dlkm.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** A plain table for people: columns as wide as needed, two blanks apart, none at a line's end. */
final class Table {

  private final List<String[]> rows = new ArrayList<>();
  private final int[] widths;

  Table(String... header) {
    widths = new int[header.length];
    row(header);
  }

  /** Adds a row of as many cells as the header has. */
  void row(String... cells) {
    for (int i = 0; i < widths.length; i++) {
      widths[i] = Math.max(widths[i], cells[i].length());
    }
    rows.add(cells);
  }

  /** Adds a blank line and a heading above the rows that follow; columns stay as they are. */
  void heading(String text) {
    rows.add(new String[] {""});
    rows.add(new String[] {text});
  }

  void print(PrintStream out) {
    // One write: hundreds of small ones would dominate the time of a listing.
    out.print(this);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(4096);
    for (String[] row : rows) {
      int start = text.length();
      int column = 0;
      for (int i = 0; i < row.length; i++) {
        int blanks = start + column - text.length();
        if (blanks > 0 && !row[i].isEmpty()) {
          text.append(" ".repeat(blanks));
        }
        text.append(row[i]);
        column += widths[i] + 2;
      }
      text.append('\n');
    }
    return text.toString();
  }
}
