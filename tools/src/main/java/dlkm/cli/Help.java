package dlkm.cli;

import java.io.PrintStream;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/** The text of {@code --help}: the forms of the command line, then one row for each option. */
final class Help {

  private static final int COLUMN = 26;

  private Help() {}

  static void print(PrintStream out, String tool, Command command, Options options) {
    out.println(tool + ": " + command.summary());
    out.println();
    for (String form : command.synopsis().lines().toList()) {
      out.println("usage: " + tool + (form.isEmpty() ? "" : " " + form));
    }
    out.println();
    for (Option option : options.getOptions()) {
      out.println(row(option));
    }
    out.println();
    out.println("The manual page " + page(tool) + "(8) says more.");
  }

  /** What {@code dlkm} does itself is in its own page. */
  private static String page(String tool) {
    int end = tool.indexOf(' ');
    return end < 0 ? tool : tool.substring(0, end);
  }

  private static String row(Option option) {
    StringBuilder row = new StringBuilder("  ");
    if (option.getOpt() != null) {
      row.append('-').append(option.getOpt());
    }
    if (option.getLongOpt() != null) {
      row.append(option.getOpt() == null ? "--" : ", --").append(option.getLongOpt());
    }
    if (option.hasArg()) {
      row.append(' ').append(option.getArgName());
    }
    do {
      row.append(' ');
    } while (row.length() < COLUMN);
    return row.append(option.getDescription()).toString();
  }
}
