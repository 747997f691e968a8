package dlkm.image;

import dlkm.problem.ProblemException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An ELF relocatable file: its header and its section header table (System V ABI, chapter 4), 32 or
 * 64 bits, either byte order.
 */
final class Elf {

  /** elf.h ET_REL. */
  private static final int RELOCATABLE = 1;

  /** elf.h SHN_XINDEX: the real value is in section 0. */
  static final int ELSEWHERE = 0xffff;

  /** No section of a kernel module is near this; larger sums could overflow. */
  private static final long LARGEST = 1L << 32;

  private final Bytes bytes;
  private final boolean wide;
  private final List<ElfSection> sections;

  private Elf(Bytes bytes, boolean wide, List<ElfSection> sections) {
    this.bytes = bytes;
    this.wide = wide;
    this.sections = List.copyOf(sections);
  }

  static Elf read(String file, byte[] content) {
    Bytes bytes = new Bytes(file, content);
    requireMagic(file, bytes);
    boolean wide = identified(bytes, 4, "a word size that is neither 32 nor 64 bits");
    boolean big = identified(bytes, 5, "an unknown byte order");
    bytes.order(big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    if (bytes.u16(16) != RELOCATABLE) {
      throw new ProblemException(
          file, "is an ELF file but not a relocatable object", "name a module (.ko or .o)");
    }
    return new Elf(bytes, wide, new SectionTable(bytes, wide).read());
  }

  private static void requireMagic(String file, Bytes bytes) {
    if (bytes.size() < 16 || bytes.u8(0) != 0x7f || !bytes.slice(1, 4).equals("ELF")) {
      throw new ProblemException(
          file, "is not a kernel module: " + nature(bytes), "name a .ko file");
    }
  }

  private static String nature(Bytes bytes) {
    if (bytes.size() < 16) {
      return "it has only " + bytes.size() + " bytes";
    }
    return switch (bytes.u8(0) << 8 | bytes.u8(1)) {
      case 0x1f8b -> "it is compressed with gzip";
      case 0xfd37 -> "it is compressed with xz";
      case 0x28b5 -> "it is compressed with zstd";
      default -> "not an ELF file";
    };
  }

  private static boolean identified(Bytes bytes, int at, String otherwise) {
    return switch (bytes.u8(at)) {
      case 1 -> false;
      case 2 -> true;
      default -> throw bytes.damaged(at, otherwise);
    };
  }

  Bytes bytes() {
    return bytes;
  }

  /** Whether words have 64 bits. */
  boolean wide() {
    return wide;
  }

  int wordSize() {
    return wide ? 8 : 4;
  }

  List<ElfSection> sections() {
    return sections;
  }

  /** The first section of that name. */
  Optional<ElfSection> section(String name) {
    for (ElfSection section : sections) {
      if (section.name().equals(name)) {
        return Optional.of(section);
      }
    }
    return Optional.empty();
  }

  /** The zero-terminated texts of a section, empty ones left out. */
  List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    ElfSection section = section(name).orElse(null);
    if (section == null || section.type() == ElfSection.NOBITS) {
      return texts;
    }
    for (long at = section.offset(); at < section.end(); ) {
      long end = bytes.zero(at, section.end());
      if (end > at) {
        texts.add(bytes.slice(at, end));
      }
      at = end + 1;
    }
    return texts;
  }

  /** Reads the section table; a class of its own because names need all rows first. */
  private record SectionTable(Bytes bytes, boolean wide) {

    List<ElfSection> read() {
      long table = wide ? bytes.u63(0x28) : bytes.u32(0x20);
      int rowSize = bytes.u16(wide ? 0x3a : 0x2e);
      if (rowSize != (wide ? 64 : 40)) {
        throw bytes.damaged(wide ? 0x3a : 0x2e, "section headers of an unknown size");
      }
      long count = bytes.u16(wide ? 0x3c : 0x30);
      long names = bytes.u16(wide ? 0x3e : 0x32);
      if (count == 0) {
        count = sizeOf(table);
      }
      if (count > bytes.size() / rowSize || count == 0) {
        throw bytes.damaged(wide ? 0x3c : 0x30, "the section header table is outside the file");
      }
      if (names == ELSEWHERE) {
        names = linkOf(table);
      }
      if (names >= count) {
        throw bytes.damaged(wide ? 0x3e : 0x32, "no section name table");
      }
      return rows(table, rowSize, (int) count, table + names * rowSize);
    }

    private List<ElfSection> rows(long table, int rowSize, int count, long namesRow) {
      long names = offsetOf(namesRow);
      long namesEnd = names + sizeOf(namesRow);
      List<ElfSection> rows = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        rows.add(row(table + (long) i * rowSize, i, names, namesEnd));
      }
      return rows;
    }

    private ElfSection row(long at, int index, long names, long namesEnd) {
      long nameAt = names + bytes.u32(at);
      if (nameAt >= namesEnd) {
        throw bytes.damaged(at, "a section's name is outside the string table");
      }
      int type = bytes.i32(at + 4);
      long flags = wide ? bytes.u63(at + 8) : bytes.u32(at + 8);
      // Row 0 means nothing but when the header's counts are too small for it.
      long size = index == 0 ? 0 : sizeOf(at);
      if (type != ElfSection.NOBITS && index != 0 && offsetOf(at) > bytes.size() - size) {
        throw bytes.damaged(at, "a section extends beyond the end of the file");
      }
      String name = bytes.text(nameAt, namesEnd);
      return new ElfSection(name, type, flags, offsetOf(at), size, linkOf(at), alignOf(at));
    }

    private long offsetOf(long row) {
      return wide ? bytes.u63(row + 0x18) : bytes.u32(row + 0x10);
    }

    private long sizeOf(long row) {
      long size = wide ? bytes.u63(row + 0x20) : bytes.u32(row + 0x14);
      if (size > LARGEST) {
        throw bytes.damaged(row, "a section is too large");
      }
      return size;
    }

    private int linkOf(long row) {
      return bytes.i32(row + (wide ? 0x28 : 0x18));
    }

    private long alignOf(long row) {
      return wide ? bytes.u63(row + 0x30) : bytes.u32(row + 0x20);
    }
  }
}
