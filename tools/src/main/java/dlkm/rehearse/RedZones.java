package dlkm.rehearse;

/**
 * Tells whether a word is in an object that is in use, by what the kernel's allocator keeps around
 * each object of a cache with red zones ({@code slub_debug=Z}, include/linux/poison.h). An object
 * that was freed may have its old content: caches with a constructor, and those whose objects are
 * used again at once, aren't wiped.
 */
final class RedZones {

  private static final long IN_USE = 0xccccccccccccccccL;
  private static final long FREE = 0xbbbbbbbbbbbbbbbbL;

  /** An object of another cache may be in the next page. */
  private static final int WORDS_OF_A_PAGE = GuestMemory.PAGE / Long.BYTES;

  private RedZones() {}

  /**
   * Whether the zone before the word, or else the one behind it, says so; in other memory there is
   * none.
   *
   * @param words some of the machine's memory, from the beginning of a page
   * @param at the word in question
   * @param count how many of the words count
   */
  static boolean isInUse(long[] words, int at, int count) {
    int begin = at / WORDS_OF_A_PAGE * WORDS_OF_A_PAGE;
    for (int i = at - 1; i >= begin; i--) {
      if (isZone(words[i])) {
        return words[i] == IN_USE;
      }
    }
    int end = Math.min(begin + WORDS_OF_A_PAGE, count);
    for (int i = at + 1; i < end; i++) {
      if (isZone(words[i])) {
        return words[i] == IN_USE;
      }
    }
    return false;
  }

  private static boolean isZone(long word) {
    return word == IN_USE || word == FREE;
  }
}
