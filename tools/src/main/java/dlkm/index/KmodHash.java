package dlkm.index;

/**
 * The hash that kmod's tables use (Paul Hsieh's SuperFastHash, over signed bytes at its end).
 * {@code depmod} writes symbols, and modules that the kernel's build doesn't list, in the order of
 * its tables: by the hash's low bits, then by name.
 */
final class KmodHash {

  /** kmod's tables of modules and of symbols have these many places. */
  static final int MODULES = 512;

  static final int SYMBOLS = 2048;

  private KmodHash() {}

  static int of(byte[] key, int from, int to) {
    int length = to - from;
    int hash = length;
    int at = from;
    for (int left = length / 4; left > 0; left--) {
      hash += pair(key, at);
      hash = (hash << 16) ^ (pair(key, at + 2) << 11) ^ hash;
      at += 4;
      hash += hash >>> 11;
    }
    switch (length & 3) {
      case 3 -> {
        hash += pair(key, at);
        hash ^= hash << 16;
        hash ^= key[at + 2] << 18;
        hash += hash >>> 11;
      }
      case 2 -> {
        hash += pair(key, at);
        hash ^= hash << 11;
        hash += hash >>> 17;
      }
      case 1 -> {
        hash += key[at];
        hash ^= hash << 10;
        hash += hash >>> 1;
      }
      default -> {}
    }
    hash ^= hash << 3;
    hash += hash >>> 5;
    hash ^= hash << 4;
    hash += hash >>> 17;
    hash ^= hash << 25;
    hash += hash >>> 6;
    return hash;
  }

  private static int pair(byte[] key, int at) {
    return (key[at] & 0xff) | (key[at + 1] & 0xff) << 8;
  }
}
