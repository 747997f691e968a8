package dlkm.image;

/**
 * One row of the section table.
 *
 * @param offset where its bytes begin in the file
 * @param size how many bytes it has in memory; in the file too, but for {@link #isBss}
 * @param link the index of the section with its texts
 */
record ElfSection(String name, int type, long flags, long offset, long size, int link, long align) {

  /** elf.h SHT_SYMTAB. */
  static final int SYMBOLS = 2;

  /** elf.h SHT_NOTE. */
  static final int NOTES = 7;

  /** elf.h SHT_NOBITS. */
  static final int NOBITS = 8;

  /** elf.h SHF_ALLOC. */
  private static final long ALLOC = 2;

  boolean isBss() {
    return type == NOBITS && isAllocated();
  }

  boolean isAllocated() {
    return (flags & ALLOC) != 0;
  }

  long end() {
    return offset + size;
  }
}
