package dlkm.image;

import dlkm.problem.ProblemException;
import java.util.Arrays;

/**
 * What kmod's index needs of a module and nothing else: the symbols that it supplies and uses, and
 * its {@code modinfo}. Reads a few parts of the file into memory that it keeps, since thousands of
 * modules are scanned in a row, and takes from a file what libkmod would, in its order: what is
 * damaged for {@code depmod} is so here too. For one thread.
 */
public final class ModuleScan {

  /** A module's file, unpacked. */
  public interface Source {

    /** In bytes. */
    long size();

    /** Copies {@code length} bytes from a place; both are within the file. */
    void read(long at, byte[] into, int length);
  }

  /** Who gets the texts, as parts of an array that is used again later. */
  public interface Sink {

    /** A symbol that the module supplies. */
    void export(byte[] text, int from, int to);

    /** A symbol that it uses. */
    void need(byte[] text, int from, int to);

    /** A line of its {@code modinfo}: {@code key=value}. */
    void info(byte[] text, int from, int to);
  }

  // elf.h: places in the header, for 32 and 64 bits, and sizes.
  private static final int HEADER = 64;
  private static final int SPARC = 2;
  private static final int SPARC_V9 = 43;
  private static final int STT_REGISTER = 13;

  /** linux/module.h struct modversion_info: a CRC as wide as a word, then the name. */
  private static final int VERSION_SIZE = 64;

  private static final byte[] SUM = bytes("__crc_");
  private static final byte[] STRINGS = bytes(".strtab");
  private static final byte[] SYMBOLS = bytes(".symtab");
  private static final byte[] EXPORTED = bytes("__ksymtab_strings");
  private static final byte[] VERSIONS = bytes("__versions");
  private static final byte[] INFO = bytes(".modinfo");

  private String file = "";
  private Source source = new Nothing();
  private final byte[] header = new byte[HEADER];
  private byte[] rows = new byte[8192];
  private byte[] names = new byte[4096];
  private byte[] strings = new byte[65536];
  private byte[] symbols = new byte[65536];
  private byte[] texts = new byte[65536];

  private boolean wide;
  private boolean big;
  private boolean sparc;
  private int rowSize;
  private int count;
  private int namesSize;

  /** Offsets and counts of the names in modversions and of undefined symbols. */
  private int[] sumNames = new int[4096];

  private int[] undefinedNames = new int[4096];
  private int sums;
  private int undefined;

  /** Whether the list of what is needed may be believed. */
  private boolean sound;

  /** The part that was found last: -1 for none. */
  private long partAt;

  private int partSize;

  private static byte[] bytes(String text) {
    return text.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
  }

  /**
   * Scans a module.
   *
   * @param shownName what messages call the file
   * @throws ProblemException for a file that isn't ELF or whose headers are damaged; nothing has
   *     reached the sink then
   */
  public void scan(String shownName, Source from, Sink sink) {
    file = shownName;
    source = from;
    readFrame();
    int stringsSize = find(STRINGS) ? readPart(Part.STRINGS) : -1;
    int symbolsSize = find(SYMBOLS) ? readPart(Part.SYMBOLS) : -1;
    boolean table = stringsSize >= 0 && symbolsSize >= 0 && symbolsSize % (wide ? 24 : 16) == 0;
    sound = table;
    sums = 0;
    undefined = 0;
    if (table) {
      symbols(stringsSize, symbolsSize);
    }
    if (sums > 0) {
      for (int i = 0; i < sums; i++) {
        int name = sumNames[i] + SUM.length;
        sink.export(strings, name, end(strings, name));
      }
    } else {
      exportedStrings(sink);
    }
    if (sound) {
      for (int i = 0; i < undefined; i++) {
        need(strings, undefinedNames[i], end(strings, undefinedNames[i]), sink);
      }
      versions(sink);
    }
    if (find(INFO)) {
      texts(readPart(Part.TEXTS), sink::info);
    }
  }

  private enum Part {
    STRINGS,
    SYMBOLS,
    TEXTS
  }

  // --- headers -----------------------------------------------------------------------------------

  private void readFrame() {
    long size = source.size();
    int headerSize = (int) Math.min(HEADER, size);
    if (headerSize < 17) {
      throw damaged("it has only " + size + " bytes");
    }
    source.read(0, header, headerSize);
    if (header[0] != 0x7f || header[1] != 'E' || header[2] != 'L' || header[3] != 'F') {
      throw new ProblemException(file, "is not an ELF file", "copy or rebuild it");
    }
    wide = header[4] == 2;
    big = header[5] == 2;
    boolean known = (wide || header[4] == 1) && (big || header[5] == 1);
    if (!known || size <= (wide ? 64 : 52)) {
      throw damaged("invalid ELF header");
    }
    rowSize = wide ? 64 : 40;
    int machine = u16(header, 18);
    sparc = machine == SPARC || machine == SPARC_V9;
    count = u16(header, wide ? 0x3c : 0x30);
    long table = word(header, wide ? 0x28 : 0x20);
    if (u16(header, wide ? 0x3a : 0x2e) != rowSize
        || table < 0
        || table > size - (long) count * rowSize) {
      throw damaged("the section header table is outside the file");
    }
    rows = room(rows, count * rowSize);
    source.read(table, rows, count * rowSize);
    readNames(u16(header, wide ? 0x3e : 0x32));
  }

  private void readNames(int row) {
    if (row == 0 || row >= count || !select(row) || partSize == 0) {
      throw damaged("no section name table");
    }
    namesSize = partSize;
    names = room(names, namesSize);
    source.read(partAt, names, namesSize);
    if (names[namesSize - 1] != 0) {
      throw damaged("the section name table isn't NUL-terminated");
    }
  }

  /** Takes the part from a row; false where it isn't within the file. */
  private boolean select(int row) {
    int at = row * rowSize;
    partAt = word(rows, at + (wide ? 0x18 : 0x10));
    long size = word(rows, at + (wide ? 0x20 : 0x14));
    partSize = (int) size;
    return partAt >= 0
        && size >= 0
        && size <= Integer.MAX_VALUE - 64
        && partAt <= source.size() - size;
  }

  /** The first section of that name that is within the file. */
  private boolean find(byte[] name) {
    for (int row = 1; row < count; row++) {
      if (isNamed(row, name) && select(row)) {
        return true;
      }
    }
    return false;
  }

  private boolean isNamed(int row, byte[] name) {
    int at = i32(rows, row * rowSize);
    if (at < 0 || at >= namesSize - name.length) {
      return false;
    }
    // Mostly it is another one, and mostly the first letter tells.
    return names[at + 1] == name[1] && names[at + name.length] == 0 && startsWith(names, at, name);
  }

  /** Reads the part that was found, with a zero byte behind it. */
  private int readPart(Part part) {
    int size = partSize;
    byte[] into =
        switch (part) {
          case STRINGS -> {
            strings = ended(strings, size);
            yield strings;
          }
          case SYMBOLS -> {
            symbols = ended(symbols, size);
            yield symbols;
          }
          case TEXTS -> {
            texts = ended(texts, size);
            yield texts;
          }
        };
    source.read(partAt, into, size);
    into[size] = 0;
    return size;
  }

  private static byte[] ended(byte[] room, int size) {
    return room(room, size + 1);
  }

  private static byte[] room(byte[] room, int size) {
    return room.length >= size ? room : new byte[Math.max(size, room.length * 2)];
  }

  // --- symbols -----------------------------------------------------------------------------------

  /**
   * Collects the names of the check sums, which those symbols have that others may use, and of what
   * others have to supply. A name outside of the table of names damages what it belongs to: the one
   * list or both.
   */
  private void symbols(int stringsSize, int symbolsSize) {
    int step = wide ? 24 : 16;
    int section = wide ? 6 : 14;
    int room = symbolsSize / step;
    if (sumNames.length < room) {
      sumNames = new int[room * 2];
      undefinedNames = new int[room * 2];
    }
    byte[] rows = symbols;
    boolean allNamed = true;
    for (int at = step; at < symbolsSize; at += step) {
      int name =
          big
              ? i32(rows, at)
              : (rows[at] & 0xff)
                  | (rows[at + 1] & 0xff) << 8
                  | (rows[at + 2] & 0xff) << 16
                  | rows[at + 3] << 24;
      boolean needed = (rows[at + section] | rows[at + section + 1]) == 0 && !isRegister(at);
      if (name < 0 || name >= stringsSize) {
        allNamed = false;
        sound &= !needed;
      } else {
        if (needed && strings[name] != 0) {
          undefinedNames[undefined++] = name;
        }
        if (strings[name] == '_' && isSum(name)) {
          sumNames[sums++] = name;
        }
      }
    }
    if (!allNamed) {
      sums = 0;
    }
  }

  private boolean isSum(int name) {
    return strings[name + 1] == '_' && startsWith(strings, name, SUM);
  }

  /** On SPARC a register that the assembler names is no symbol of another module. */
  private boolean isRegister(int at) {
    return sparc && (symbols[at + (wide ? 4 : 12)] & 0xf) == STT_REGISTER;
  }

  /** A kernel without modversions: all names of the exported symbols stand together. */
  private void exportedStrings(Sink sink) {
    if (find(EXPORTED)) {
      texts(readPart(Part.TEXTS), sink::export);
    }
  }

  /** What the check sums are for: also what the kernel adds to each module's needs. */
  private void versions(Sink sink) {
    if (!find(VERSIONS) || partSize % VERSION_SIZE != 0) {
      return;
    }
    int size = readPart(Part.TEXTS);
    for (int at = wide ? 8 : 4; at < size; at += VERSION_SIZE) {
      need(texts, at, end(texts, at), sink);
    }
  }

  /** 64-bit PowerPC has a dot before the name of a function's code. */
  private static void need(byte[] text, int from, int to, Sink sink) {
    sink.need(text, from < to && text[from] == '.' ? from + 1 : from, to);
  }

  // --- texts -------------------------------------------------------------------------------------

  private interface Taker {
    void take(byte[] text, int from, int to);
  }

  private void texts(int size, Taker taker) {
    for (int at = 0; at < size; ) {
      int end = end(texts, at);
      if (end > at) {
        taker.take(texts, at, end);
      }
      at = end + 1;
    }
  }

  private static int end(byte[] text, int from) {
    int at = from;
    while (text[at] != 0) {
      at++;
    }
    return at;
  }

  private static boolean startsWith(byte[] text, int from, byte[] head) {
    int end = from + head.length;
    return end <= text.length && Arrays.equals(text, from, end, head, 0, head.length);
  }

  // --- numbers -----------------------------------------------------------------------------------

  private long word(byte[] from, int at) {
    if (!wide) {
      return i32(from, at) & 0xffff_ffffL;
    }
    long first = i32(from, at) & 0xffff_ffffL;
    long second = i32(from, at + 4) & 0xffff_ffffL;
    return big ? first << 32 | second : second << 32 | first;
  }

  private int i32(byte[] from, int at) {
    int first = from[at] & 0xff;
    int second = from[at + 1] & 0xff;
    int third = from[at + 2] & 0xff;
    int fourth = from[at + 3] & 0xff;
    return big
        ? first << 24 | second << 16 | third << 8 | fourth
        : fourth << 24 | third << 16 | second << 8 | first;
  }

  private int u16(byte[] from, int at) {
    int first = from[at] & 0xff;
    int second = from[at + 1] & 0xff;
    return big ? first << 8 | second : second << 8 | first;
  }

  private ProblemException damaged(String what) {
    return new ProblemException(file, "is damaged: " + what, "copy or rebuild it");
  }

  /** Before the first file. */
  private record Nothing() implements Source {

    @Override
    public long size() {
      return 0;
    }

    @Override
    public void read(long at, byte[] into, int length) {
      throw new IllegalStateException();
    }
  }
}
