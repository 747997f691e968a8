package dlkm.rehearse;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Algorithms that are more in use than before, from the new lines of the census: {@code DRIVER
 * MODULE is in use COUNT}. Somebody has not freed what uses them.
 */
final class Ciphers {

  private static final Pattern USED = Pattern.compile("/proc/crypto (.*) (\\S+) is in use \\d+");

  /**
   * The kernel keeps its generator of random numbers, and what that uses, from its first user on.
   */
  private static final String GENERATOR = "drbg_";

  private final Set<String> modules = new HashSet<>();
  private final List<RehearsalFinding> leaks = new ArrayList<>();

  Ciphers(List<String> fresh) {
    for (String line : fresh) {
      Matcher used = USED.matcher(line);
      if (used.matches()) {
        modules.add(used.group(2));
        leaks.add(RehearsalFinding.of(FindingKind.CRYPTO, used.group(1) + " is in use"));
      }
    }
  }

  static boolean isOne(String line) {
    return USED.matcher(line).matches();
  }

  /**
   * Whether all modules that stay do so for this, or for another that stays: what else holds one
   * may use a cipher by right.
   *
   * @param loaded lines of {@code /proc/modules}
   */
  boolean hold(List<String> loaded) {
    return loaded.stream()
        .map(line -> line.split(" "))
        .allMatch(words -> modules.contains(words[0]) || !words[3].equals("-"));
  }

  /** Those that somebody has not freed; none that are told from what the kernel keeps. */
  List<RehearsalFinding> leaks() {
    return leaks.stream().anyMatch(leak -> leak.summary().startsWith(GENERATOR))
        ? List.of()
        : leaks.stream().distinct().toList();
  }
}
