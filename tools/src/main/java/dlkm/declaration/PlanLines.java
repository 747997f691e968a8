package dlkm.declaration;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.StringTokenizer;

/**
 * The lines of a file of the plan, each known by its first word: a keyword, a tunable, a driver, a
 * module.
 */
public final class PlanLines {

  /** Begins a section: without it, lines that were added since would have no meaning. */
  private static final String SECTION = "$TUNABLE";

  private PlanLines() {}

  /**
   * A text without an earlier change of it: lines that are as that change left them get back what
   * they said before it. Lines that were edited since stay.
   */
  public static String takeBack(String before, String after, String now) {
    Map<String, String> old = byWord(before);
    Map<String, String> changed = byWord(after);
    Set<String> present = new HashSet<>();
    StringBuilder text = new StringBuilder();
    for (String line : now.lines().toList()) {
      String word = word(line);
      present.add(word);
      if (!line.equals(changed.get(word)) || word.equals(SECTION)) {
        text.append(line).append('\n');
      } else if (old.containsKey(word)) {
        text.append(old.get(word)).append('\n');
      }
    }
    old.forEach(
        (word, line) -> {
          if (!changed.containsKey(word) && !present.contains(word)) {
            text.append(line).append('\n');
          }
        });
    return text.toString();
  }

  private static Map<String, String> byWord(String text) {
    Map<String, String> lines = new LinkedHashMap<>();
    text.lines().forEach(line -> lines.putIfAbsent(word(line), line));
    return lines;
  }

  /** A line without a word is known by what it is. */
  private static String word(String line) {
    StringTokenizer words = new StringTokenizer(line, " \t");
    return words.hasMoreTokens() ? words.nextToken() : line;
  }
}
