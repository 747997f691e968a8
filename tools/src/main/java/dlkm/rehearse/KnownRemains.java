package dlkm.rehearse;

/**
 * Tells a word in an object of the kernel that has an old address but that nobody follows, by the
 * words around it. The offsets are those that kernels 6.1, 6.12 and 7.2 for 64 bits were seen with.
 */
final class KnownRemains {

  private static final long PAGE = GuestMemory.PAGE;

  /** The kernel's clock begins five minutes before its lower half overflows (INITIAL_JIFFIES). */
  private static final long FIRST_TICK = (1L << 32) - 300 * 1000;

  private static final long TICKS = 1L << 28;

  /** fs/kernfs/kernfs-internal.h KN_DEACTIVATED_BIAS. */
  private static final long REMOVED = 0x80000001L;

  /** The size and mode of the file of a module's section (kernel/module/sysfs.c). */
  private static final int SECTION_SIZE = 19;

  private static final int SECTION_MODE = 0400;

  /** What the allocator fills memory with before it is written to (POISON_FREE), in half a word. */
  private static final int UNSET = 0x6b6b6b6b;

  /** No function has more bytes. */
  private static final int LONGEST = 1 << 20;

  private final long[] words;
  private final int at;
  private final int count;

  /**
   * About one word.
   *
   * @param words some of the machine's memory, from the beginning of a page
   * @param at the one in question
   * @param count how many of the words count
   */
  KnownRemains(long[] words, int at, int count) {
    this.words = words;
    this.at = at;
    this.count = count;
  }

  boolean isOne() {
    return isBound()
        || isFreeRange()
        || isLastWork()
        || isTrack()
        || isRemovedName()
        || isSection()
        || isSoundEntry()
        || isWatchedCall()
        || isLoadFunction() && hasUnsetHalf();
  }

  private long word(int offset) {
    int place = at + offset;
    return place < 0 || place >= count ? 0 : words[place];
  }

  /**
   * Begin or end of a piece of the address space (struct vmap_area), in use or not: the other one
   * is beside it. A list with one entry has the same twice.
   */
  private boolean isBound() {
    return word(0) % PAGE == 0 && (isOtherBound(word(-1)) || isOtherBound(word(1)));
  }

  private boolean isOtherBound(long word) {
    return word == -1 || GoneModules.mayHold(word) && word % PAGE == 0 && word != word(0);
  }

  /**
   * Begin of a piece of the room for modules that is free or shared by several (mm/execmem.c), in a
   * tree (struct maple_node): the end of it or of the one before it is in the first half.
   */
  private boolean isFreeRange() {
    return word(0) % PAGE == 0
        && (isEnd(word(-16)) || isEnd(word(-15)) || isEnd(word(-10)) || isEnd(word(-9)));
  }

  private static boolean isEnd(long word) {
    return GoneModules.mayHold(word) && (word + 1) % PAGE == 0;
  }

  /**
   * What a worker thread did last (struct worker): behind the name of its queue, or between the
   * work that it doesn't do now and the empty list of what it is to do.
   */
  private boolean isLastWork() {
    boolean isIdle =
        (word(-5) | word(-4) | word(-3)) == 0
            && word(1) == word(2)
            && word(1) != 0
            && (word(1) - (at + 1L) * Long.BYTES) % PAGE == 0;
    return isIdle || word(-1) == 0 && isText(word(-4));
  }

  /** The first bytes of a text. */
  private static boolean isText(long word) {
    int length = 0;
    while (length < Long.BYTES && isGraphic((int) (word >>> 8 * length & 0xff))) {
      length++;
    }
    return length > 2 && (length == Long.BYTES || word >>> 8 * length == 0);
  }

  private static boolean isGraphic(int character) {
    return character > ' ' && character < 0x7f;
  }

  /**
   * Who allocated or freed an object (struct track of slub_debug=U): before a processor, a process
   * and a time.
   */
  private boolean isTrack() {
    return word(1) >>> 32 < 0x1000
        && word(2) >>> 32 == 0
        && word(3) >= FIRST_TICK
        && word(3) < FIRST_TICK + TICKS;
  }

  /**
   * Whose a name in sysfs was that somebody still holds (struct kernfs_node): behind the counters,
   * of which one says that it was removed, and near its type and mode.
   */
  private boolean isRemovedName() {
    return word(-12) >>> 32 == REMOVED && (isMode(word(2)) || isMode(word(-5)))
        || word(-13) >>> 32 == REMOVED && isMode(word(-6) >>> 32);
  }

  /** Flags that have one of three types, and the mode of a file, directory or link. */
  private static boolean isMode(long word) {
    int type = (int) (word & 0xf);
    int mode = (int) (word >>> 28 & 0xf);
    return word >>> 32 == 0
        && (type == 1 || type == 2 || type == 4)
        && (mode == 4 || mode == 8 || mode == 10);
  }

  /**
   * Where a section of a module is or was, as sysfs tells it: one of another that had the place.
   */
  private boolean isSection() {
    return word(-6) == SECTION_SIZE && (word(-7) & 0xffff) == SECTION_MODE
        || word(-7) == SECTION_SIZE && (word(-8) & 0xffff) == SECTION_MODE
        || word(-1) == SECTION_SIZE && (word(-2) & 0xffff) == SECTION_MODE;
  }

  /**
   * What Linux itself never frees of a sound card that is gone (struct snd_info_entry, of the
   * kernel's own cards too): whose it was, or what read, wrote or freed it.
   */
  private boolean isSoundEntry() {
    return isSoundEntry(0) || isSoundEntry(3) || isSoundEntry(2) || isSoundEntry(-2);
  }

  /**
   * Whether the word has its place in such an entry: name, mode, parent, no file any more, a lock
   * that nobody has or waits for, and two lists. Linux 7.2 has no list in a lock.
   *
   * @param module where the entry has its module, from the word
   */
  private boolean isSoundEntry(int module) {
    long type = word(module - 6) >>> 12;
    int list = word(module + 6) == 0 ? module + 7 : module + 8;
    return isData(word(module - 7))
        && (type == 4 || type == 8)
        && isData(word(module - 1))
        && (word(module + 3) | word(module + 4) | word(module + 5)) == 0
        && word(module + 6) == (list == module + 7 ? 0 : word(module + 7))
        && isData(word(list))
        && isData(word(list + 1))
        && isData(word(list + 2))
        && isData(word(list + 3));
  }

  /**
   * A function that a module had only while it was loaded, as ftrace keeps its name (struct
   * ftrace_mod_func: list, name, address, size), or where it had all of them (struct
   * ftrace_mod_map: module, begin, end, list).
   */
  boolean isLoadFunction() {
    int size = (int) word(1);
    boolean isFunction =
        isData(word(-3)) && isData(word(-2)) && isData(word(-1)) && size > 0 && size < LONGEST;
    boolean isBegin =
        GoneModules.mayHold(word(-1)) && GoneModules.mayHold(word(1)) && isData(word(2));
    boolean isEnd =
        GoneModules.mayHold(word(-2)) && GoneModules.mayHold(word(-1)) && isData(word(1));
    return isFunction || isBegin || isEnd;
  }

  /**
   * Whether the record of a load function ends here: with a number of half a word, which nothing
   * follows. It tells such a record also where it isn't known that the place was used twice: of
   * modules that came and went their way before the run.
   */
  private boolean hasUnsetHalf() {
    return isUnset(word(1)) || isUnset(word(3)) || isUnset(word(4));
  }

  private static boolean isUnset(long word) {
    return word >>> 32 == UNSET;
  }

  /**
   * Who called a function whose return is watched, as our own probes do (struct rethook_node):
   * between what the probe has and a place in the caller's stack.
   */
  private boolean isWatchedCall() {
    return isData(word(-1)) && word(1) >>> 40 == 0xffffc9 && word(1) % Long.BYTES == 0;
  }

  /** An address in the kernel's map of all memory (asm/page_64_types.h __PAGE_OFFSET_BASE_L4). */
  private static boolean isData(long word) {
    return word >>> 40 == 0xffff88;
  }
}
