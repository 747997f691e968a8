package dlkm.declaration;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringTokenizer;
import java.util.function.Predicate;

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
    return takeBack(before, after, now, _ -> true);
  }

  /**
   * The same of some lines alone.
   *
   * @param words the first words of those
   */
  public static String takeBack(String before, String after, String now, Predicate<String> words) {
    Map<String, String> old = byWord(before);
    Map<String, String> changed = byWord(after);
    Set<String> present = new HashSet<>();
    List<String> lines = new ArrayList<>();
    for (String line : now.lines().toList()) {
      String word = word(line);
      present.add(word);
      if (!words.test(word) || !line.equals(changed.get(word)) || word.equals(SECTION)) {
        lines.add(line);
      } else if (old.containsKey(word)) {
        lines.add(old.get(word));
      }
    }
    // A line that was deleted comes back behind the one that it followed: a section may have an
    // end.
    int at = 0;
    for (Map.Entry<String, String> line : old.entrySet()) {
      String word = line.getKey();
      if (words.test(word) && !changed.containsKey(word) && !present.contains(word)) {
        lines.add(at++, line.getValue());
      } else {
        at = Math.max(at, lines.stream().map(PlanLines::word).toList().indexOf(word) + 1);
      }
    }
    return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
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
