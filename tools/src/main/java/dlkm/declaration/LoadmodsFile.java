package dlkm.declaration;

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
