package dlkm.rehearse;

/**
 * The flags of {@code /proc/sys/kernel/tainted} (the kernel's {@code
 * Documentation/admin-guide/tainted-kernels.rst}) that say that something went wrong. Those that
 * only say where code came from are no findings: P, C, O, E, K, X, T, N, and U, A, I, which user
 * space or firmware causes.
 */
final class Taint {

  private record Flag(int bit, char letter, String meaning) {}

  private static final Flag[] SERIOUS = {
    new Flag(1, 'F', "a module was loaded by force"),
    new Flag(2, 'S', "a processor is out of its specification"),
    new Flag(3, 'R', "a module was unloaded by force"),
    new Flag(4, 'M', "a processor reported a machine check"),
    new Flag(5, 'B', "a page was in a bad state"),
    new Flag(7, 'D', "the kernel died: an oops or BUG"),
    new Flag(9, 'W', "the kernel warned"),
    new Flag(14, 'L', "a processor was locked up"),
  };

  private Taint() {}

  /** The finding that the new flags are, or none: the letters empty. */
  static Finding.NewTaint finding(long added) {
    StringBuilder letters = new StringBuilder();
    StringBuilder words = new StringBuilder();
    for (Flag flag : SERIOUS) {
      if ((added >> flag.bit & 1) == 1) {
        letters.append(flag.letter);
        words.append(words.isEmpty() ? "" : ", ").append(flag.letter).append(": ");
        words.append(flag.meaning);
      }
    }
    return new Finding.NewTaint(letters.toString(), words.toString());
  }
}
