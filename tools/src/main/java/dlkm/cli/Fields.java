package dlkm.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringTokenizer;
import org.apache.commons.cli.CommandLine;

/**
 * The output of {@code -P fields} (spec §9.2), which never changes: one line for each field, name,
 * tab, value; a blank line between items; no line for an absent value.
 */
final class Fields {

  private static final String ALL = "ALL";

  private Fields() {}

  /**
   * Prints the wanted fields of all items.
   *
   * @param wanted names with commas between, or {@code ALL}
   * @param known the names that there are
   * @param items what each has, by name; a field of several values has a line for each of them
   */
  static void print(
      PrintStream out, String wanted, List<String> known, List<Map<String, String>> items) {
    List<String> names = wanted.equals(ALL) ? known : names(wanted, known);
    String gap = "";
    for (Map<String, String> item : items) {
      out.print(gap);
      for (String name : names) {
        if (item.containsKey(name)) {
          item.get(name).lines().forEach(value -> out.print(name + "\t" + value + "\n"));
        }
      }
      gap = "\n";
    }
  }

  /**
   * Refuses a wrong value of {@code -P}: before anything changes.
   *
   * @throws UsageException for names that there aren't
   */
  static void require(CommandLine line, List<String> known) {
    String wanted = line.getOptionValue("P", ALL);
    if (!wanted.equals(ALL)) {
      List<String> _ = names(wanted, known);
    }
  }

  private static List<String> names(String wanted, List<String> known) {
    List<String> names = new ArrayList<>();
    if (("," + wanted + ",").contains(",,")) {
      throw unknown("", known);
    }
    StringTokenizer words = new StringTokenizer(wanted, ",");
    while (words.hasMoreTokens()) {
      String name = words.nextToken();
      if (name.equals(ALL)) {
        throw new UsageException("-P " + wanted + ": " + ALL + " stands alone");
      }
      if (!known.contains(name)) {
        throw unknown(name, known);
      }
      if (names.contains(name)) {
        throw new UsageException("-P " + wanted + ": " + name + " is there twice");
      }
      names.add(name);
    }
    return names;
  }

  private static UsageException unknown(String name, List<String> known) {
    return new UsageException("-P '" + name + "': allowed: " + ALL + " " + String.join(" ", known));
  }
}
