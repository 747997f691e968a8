package dlkm.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A 64-bit, little-endian ELF file as it lies in memory: its header, the rows of its section table
 * and its bytes, taken as they are. Unlike {@link ModuleImage} it judges nothing and makes no
 * objects, so that thousands of files can be looked at one after the other, damaged ones too: who
 * asks sees to it that the place is in the file.
 */
public final class RawModule {

  /** elf.h: sizes of Elf64_Ehdr, Elf64_Shdr, Elf64_Sym, Elf64_Rela. */
  public static final int HEADER = 64;

  public static final int SECTION = 64;
  public static final int SYMBOL = 24;
  public static final int RELOCATION = 24;

  private final ByteBuffer data;
  private final int size;
  private final int table;
  private final int sections;

  /**
   * A file in memory.
   *
   * @param data the file from index 0 on
   * @param size its bytes, without what is appended to it
   */
  public RawModule(ByteBuffer data, int size) {
    this.data = data.order(ByteOrder.LITTLE_ENDIAN);
    this.size = size;
    boolean headed = size >= HEADER;
    long at = headed ? data.getLong(0x28) : 0;
    table = at < 0 || at > size ? size : (int) at;
    sections = headed ? data.getShort(0x3c) & 0xffff : 0;
  }

  public int size() {
    return size;
  }

  public int u8(int at) {
    return data.get(at) & 0xff;
  }

  public int u16(int at) {
    return data.getShort(at) & 0xffff;
  }

  public int i32(int at) {
    return data.getInt(at);
  }

  public long i64(int at) {
    return data.getLong(at);
  }

  /** How many rows the header says that the section table has. */
  public int sections() {
    return sections;
  }

  private int row(int section) {
    return table + section * SECTION;
  }

  /** The place of a section's name in the table of names. */
  public int nameOf(int section) {
    return data.getInt(row(section));
  }

  public int type(int section) {
    return data.getInt(row(section) + 4);
  }

  public long flags(int section) {
    return data.getLong(row(section) + 8);
  }

  public long address(int section) {
    return data.getLong(row(section) + 0x10);
  }

  public long offset(int section) {
    return data.getLong(row(section) + 0x18);
  }

  /** Bytes in memory, unsigned. */
  public long sizeOf(int section) {
    return data.getLong(row(section) + 0x20);
  }

  public int link(int section) {
    return data.getInt(row(section) + 0x28);
  }

  public int info(int section) {
    return data.getInt(row(section) + 0x2c);
  }

  long align(int section) {
    return data.getLong(row(section) + 0x30);
  }

  /** Whether a whole text with its zero byte stands at a place. */
  public boolean isText(int at, byte[] text) {
    if (at < 0 || at > size - text.length - 1) {
      return false;
    }
    for (int i = 0; i < text.length; i++) {
      if (data.get(at + i) != text[i]) {
        return false;
      }
    }
    return data.get(at + text.length) == 0;
  }

  /** Whether the bytes at a place begin with that. */
  public boolean startsWith(int at, byte[] head) {
    if (at < 0 || at > size - head.length) {
      return false;
    }
    for (int i = 0; i < head.length; i++) {
      if (data.get(at + i) != head[i]) {
        return false;
      }
    }
    return true;
  }

  /** Where the text at a place ends: its zero byte, or the file's end. */
  public int end(int at) {
    int end = at;
    while (end < size && data.get(end) != 0) {
      end++;
    }
    return end;
  }

  /** The text at a place, up to a zero byte or the file's end. */
  public String text(int at) {
    return at < 0 || at >= size ? "" : slice(at, end(at));
  }

  /** The bytes between two places as a text; none where the second comes first. */
  public String slice(int from, int to) {
    byte[] copy = new byte[Math.max(0, to - from)];
    data.get(from, copy);
    return new String(copy, StandardCharsets.UTF_8);
  }
}
