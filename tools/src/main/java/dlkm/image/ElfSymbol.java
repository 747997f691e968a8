package dlkm.image;

import java.util.ArrayList;
import java.util.List;

/**
 * One row of the symbol table that has a name.
 *
 * @param section the index of the section that it is in; 0 is "in another file"
 * @param value its place in that section
 */
record ElfSymbol(String name, int binding, int section, long value) {

  /** elf.h SHN_ABS: the value is the value. */
  static final int ABSOLUTE = 0xfff1;

  /** elf.h STB_WEAK: the kernel takes 0 for it where nobody exports it. */
  private static final int WEAK = 2;

  boolean isNeeded() {
    return section == 0 && binding != WEAK;
  }

  /** The rows of the symbol table; a relocatable file has one at most. */
  static List<ElfSymbol> read(Elf elf) {
    for (ElfSection section : elf.sections()) {
      if (section.type() == ElfSection.SYMBOLS) {
        return read(elf, section);
      }
    }
    return List.of();
  }

  /** The name of the symbol in a row of the table, empty when it has none. */
  static String name(Elf elf, long row) {
    for (ElfSection section : elf.sections()) {
      if (section.type() == ElfSection.SYMBOLS) {
        ElfSection names = names(elf, section);
        long at = section.offset() + row * (elf.wide() ? 24 : 16);
        if (at >= section.end()) {
          throw elf.bytes().damaged(section.offset(), "a relocation of no symbol");
        }
        return elf.bytes().text(names.offset() + elf.bytes().u32(at), names.end());
      }
    }
    return "";
  }

  private static ElfSection names(Elf elf, ElfSection table) {
    if (table.link() <= 0 || table.link() >= elf.sections().size()) {
      throw elf.bytes().damaged(table.offset(), "the symbol table has no string table");
    }
    return elf.sections().get(table.link());
  }

  private static List<ElfSymbol> read(Elf elf, ElfSection table) {
    List<ElfSymbol> symbols = new ArrayList<>();
    ElfSection names = names(elf, table);
    int rowSize = elf.wide() ? 24 : 16;
    for (long at = table.offset(); at + rowSize <= table.end(); at += rowSize) {
      long nameAt = elf.bytes().u32(at);
      if (nameAt >= names.size()) {
        throw elf.bytes().damaged(at, "a symbol's name is outside the string table");
      }
      if (nameAt != 0) {
        symbols.add(row(elf, at, elf.bytes().text(names.offset() + nameAt, names.end())));
      }
    }
    return symbols;
  }

  private static ElfSymbol row(Elf elf, long at, String name) {
    Bytes bytes = elf.bytes();
    int binding = bytes.u8(at + (elf.wide() ? 4 : 12)) >> 4;
    int section = bytes.u16(at + (elf.wide() ? 6 : 14));
    // The low 32 bits are all that is used of a value here, and all that a CRC has.
    long value = elf.wide() ? bytes.low32(at + 8) : bytes.u32(at + 4);
    return new ElfSymbol(name, binding, section, value);
  }
}
