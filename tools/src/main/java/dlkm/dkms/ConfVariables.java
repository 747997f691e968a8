package dlkm.dkms;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The variables that a configuration file set. Every variable of a shell is an array; one that is
 * used as a plain one has index 0.
 *
 * @param matching the indices of the values that are regular expressions and match, by name
 */
record ConfVariables(
    Map<String, SortedMap<Integer, String>> values, Map<String, Set<Integer>> matching) {

  /** The text that ends a complete record of them. */
  static final String END = "end";

  private static final String VALUE = "value";

  private static final String MATCH = "match";

  private static final String FILE = "file";

  /**
   * Reads {@code file PATH ...}, {@code value NAME INDEX TEXT ... end}, each ended by a NUL, with
   * {@code match NAME INDEX} and an empty text among the values; empty when it isn't whole.
   */
  static Optional<ConfVariables> parse(byte[] bytes, List<String> allowed) {
    String[] words = new String(bytes, StandardCharsets.UTF_8).split("\0", -1);
    ConfVariables variables = new ConfVariables(new HashMap<>(), new HashMap<>());
    int at = begin(words);
    while (at + 3 < words.length && (words[at].equals(VALUE) || words[at].equals(MATCH))) {
      if (allowed.contains(words[at + 1]) && isIndex(words[at + 2])) {
        int index = Integer.parseInt(words[at + 2]);
        if (words[at].equals(VALUE)) {
          variables.put(words[at + 1], index, words[at + 3]);
        } else {
          variables.matching.computeIfAbsent(words[at + 1], _ -> new HashSet<>()).add(index);
        }
      }
      at += 4;
    }
    return at < words.length && words[at].equals(END) ? Optional.of(variables) : Optional.empty();
  }

  /** The records {@code file PATH} come before the values, one for each file that is begun. */
  private static int begin(String... words) {
    int at = 0;
    while (at + 1 < words.length && words[at].equals(FILE)) {
      at += 2;
    }
    return at;
  }

  /** The file that was begun last. */
  static Optional<String> lastFile(byte[] bytes) {
    String[] words = new String(bytes, StandardCharsets.UTF_8).split("\0", -1);
    int at = begin(words);
    return at == 0 ? Optional.empty() : Optional.of(words[at - 1]);
  }

  private static boolean isIndex(String text) {
    return !text.isEmpty() && text.length() < 5 && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private void put(String name, int index, String value) {
    values.computeIfAbsent(name, _ -> new TreeMap<>()).put(index, value);
  }

  /** These and a plain variable with another value. */
  ConfVariables with(String name, String value) {
    ConfVariables other = new ConfVariables(new HashMap<>(), matching);
    values.forEach((key, array) -> other.values.put(key, new TreeMap<>(array)));
    other.put(name, 0, value);
    return other;
  }

  /** A plain variable, or the first of an array; empty where it isn't set. */
  String get(String name) {
    return get(name, 0);
  }

  String get(String name, int index) {
    return array(name).getOrDefault(index, "");
  }

  /** Whether a value is a regular expression that matches what it is for. */
  boolean matches(String name, int index) {
    return matching.getOrDefault(name, Set.of()).contains(index);
  }

  /** The number of set elements. */
  int count(String name) {
    return array(name).size();
  }

  /** All elements, by index. */
  SortedMap<Integer, String> array(String name) {
    return values.getOrDefault(name, new TreeMap<>());
  }
}
