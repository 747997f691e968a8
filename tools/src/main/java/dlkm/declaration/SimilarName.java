package dlkm.declaration;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** The word that somebody probably meant. */
public final class SimilarName {

  private static final int SHORTEST_PART = 5;

  private SimilarName() {}

  /** The word of the collection that is nearest to the one written, if any is near. */
  public static Optional<String> to(String written, Collection<String> words) {
    Optional<String> nearest = Optional.empty();
    int best = written.length() / 3 + 2;
    for (String word : words) {
      if (isPart(written, word)) {
        return Optional.of(word);
      }
      int distance = distance(written.toLowerCase(Locale.ROOT), word.toLowerCase(Locale.ROOT));
      if (distance < best) {
        best = distance;
        nearest = Optional.of(word);
      }
    }
    return nearest;
  }

  /** What a message says is allowed: the nearest word alone, or all of them. */
  public static String advice(String written, Collection<String> words) {
    return to(written, words)
        .map(word -> "did you mean '" + word + "'?")
        .map(question -> question + " (allowed: " + String.join(" ", words) + ")")
        .orElse("allowed: " + String.join(" ", words));
  }

  /** A keyword cut short, as {@code $DEPENDENCY} is of {@code $DRIVER_DEPENDENCY}. */
  private static boolean isPart(String written, String word) {
    String bare = written.startsWith("$") ? written.substring(1) : written;
    return bare.length() >= SHORTEST_PART && word.contains(bare);
  }

  private static int distance(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int change = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[to.length()];
  }
}
