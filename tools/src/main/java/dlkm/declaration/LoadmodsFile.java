package dlkm.declaration;

import dlkm.modname.ModuleName;
import dlkm.problem.Where;
import java.util.ArrayList;
import java.util.List;

/**
 * The text of the loadmods file, modules to load at boot, one a line (spec §3.4). A line's first
 * word counts, as {@code sh/kmnamed} reads the same file at boot; words that begin with {@code #}
 * or {@code *} begin comments.
 */
public final class LoadmodsFile {

  private LoadmodsFile() {}

  /** The modules that the text names. */
  public static List<String> names(String text) {
    List<String> names = new ArrayList<>();
    for (String line : text.split("\n")) {
      String word = firstWord(line);
      if (!word.isEmpty() && word.charAt(0) != '#' && word.charAt(0) != '*') {
        names.add(word);
      }
    }
    return names;
  }

  /**
   * Refuses a name that no module has, and control characters. The boot reads past both.
   *
   * @param path the file as the user knows it
   * @throws dlkm.problem.ProblemException with all that is wrong, each with its line
   */
  public static void check(String path, String text) {
    ProblemList problems = new ProblemList();
    String[] lines = text.split("\n");
    for (int i = 0; i < lines.length; i++) {
      Where where = new Where(path, i + 1);
      if (TextLine.hasControl(lines[i])) {
        problems.at(where, "has a control character", "write plain text, blanks and tabs");
        continue;
      }
      for (String name : names(lines[i])) {
        if (!ModuleName.isValid(name)) {
          problems.at(where, "'" + name + "' is no name of a module", ModuleName.RULE);
        }
      }
    }
    problems.throwIfAny();
  }

  /** The text without the lines that name the module. */
  public static String remove(String text, String module) {
    StringBuilder kept = new StringBuilder();
    for (int start = 0; start < text.length(); ) {
      int feed = text.indexOf('\n', start);
      int end = feed < 0 ? text.length() : feed + 1;
      if (!firstWord(text.substring(start, end)).equals(module)) {
        kept.append(text, start, end);
      }
      start = end;
    }
    return kept.toString();
  }

  /** What a POSIX shell's {@code read} takes as the first word. */
  private static String firstWord(String line) {
    int start = 0;
    while (start < line.length() && isBlank(line.charAt(start))) {
      start++;
    }
    int end = start;
    while (end < line.length() && !isBlank(line.charAt(end))) {
      end++;
    }
    return line.substring(start, end);
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\n';
  }
}
