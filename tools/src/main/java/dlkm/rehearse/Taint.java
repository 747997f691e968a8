package dlkm.rehearse;

import java.util.Optional;

/**
 * The flags of {@code /proc/sys/kernel/tainted} (the kernel's {@code
 * Documentation/admin-guide/tainted-kernels.rst}) that say that something went wrong. Those that
 * only say where code came from are notes at most: P, F, O, E, and C, K, X, T, N, and U, A, I,
 * which user space or firmware causes.
 */
final class Taint {

  private record Flag(int bit, char letter, String meaning) {}

  private static final Flag[] SERIOUS = {
    new Flag(2, 'S', "a processor is out of its specification"),
    new Flag(3, 'R', "a module was unloaded by force"),
    new Flag(4, 'M', "a processor reported a machine check"),
    new Flag(5, 'B', "a page was in a bad state"),
    new Flag(7, 'D', "the kernel died: an oops or BUG"),
    new Flag(9, 'W', "the kernel warned"),
    new Flag(14, 'L', "a processor was locked up"),
  };

  private static final Flag[] ORIGINS = {
    new Flag(0, 'P', "a proprietary module was loaded"),
    new Flag(1, 'F', "a module was loaded by force"),
    new Flag(12, 'O', "a module from outside the kernel's tree was loaded"),
    new Flag(13, 'E', "an unsigned module was loaded"),
  };

  private Taint() {}

  /** The finding that the new flags are, if one of them is serious. */
  static Optional<RehearsalFinding> finding(long added) {
    String words = words(SERIOUS, added);
    return words.isEmpty()
        ? Optional.empty()
        : Optional.of(RehearsalFinding.of(FindingKind.TAINT, words));
  }

  /** A note on those that only say where code came from. */
  static Optional<String> note(long added) {
    String words = words(ORIGINS, added);
    return words.isEmpty() ? Optional.empty() : Optional.of("tainted: " + words);
  }

  static boolean isOops(long added) {
    return (added >> 7 & 1) == 1;
  }

  static boolean isWarning(long added) {
    return (added >> 9 & 1) == 1;
  }

  static long withoutWarning(long added) {
    return added & ~(1L << 9);
  }

  static boolean isLockup(long added) {
    return (added >> 14 & 1) == 1;
  }

  private static String words(Flag[] flags, long added) {
    StringBuilder words = new StringBuilder();
    for (Flag flag : flags) {
      if ((added >> flag.bit & 1) == 1) {
        words.append(words.isEmpty() ? "" : ", ").append(flag.letter).append(": ");
        words.append(flag.meaning);
      }
    }
    return words.toString();
  }
}
