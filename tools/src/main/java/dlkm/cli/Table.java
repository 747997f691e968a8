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

  void print(PrintStream out) {
    for (String[] row : rows) {
      StringBuilder line = new StringBuilder();
      int column = 0;
      for (int i = 0; i < row.length; i++) {
        while (line.length() < column && !row[i].isEmpty()) {
          line.append(' ');
        }
        line.append(row[i]);
        column += widths[i] + 2;
      }
      out.println(line);
    }
  }
}
