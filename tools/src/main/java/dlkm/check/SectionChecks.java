package dlkm.check;

import static dlkm.check.LoadInfo.SHF_ALLOC;
import static dlkm.check.LoadInfoReader.damaged;

import dlkm.check.LoadInfoReader.Refused;
import dlkm.image.RawModule;

/** The checks of sections and their tables that all kernels make, each in its own order. */
record SectionChecks(RawModule raw) {

  private static final byte[] VERSIONS = LoadInfo.bytes("__versions");
  private static final byte[] PER_CPU = LoadInfo.bytes(".data..percpu");

  /** Checks that there is a section name table; its index. */
  int names() throws Refused {
    int index = raw.u16(62);
    if (index == 0 || index >= raw.sections()) {
      throw damaged(
          "damaged ELF file: no section name table",
          "Invalid ELF section name index: "
              + index
              + " || e_shstrndx ("
              + index
              + ") >= e_shnum ("
              + raw.sections()
              + ")");
    }
    return index;
  }

  /** Checks that the section name table has content, and ends as it must. */
  void terminated(int names) throws Refused {
    int size = (int) raw.sizeOf(names);
    if (size == 0) {
      throw damaged(
          "damaged ELF file: the section name table is empty", "empty section name table");
    }
    if (raw.u8((int) raw.offset(names) + size - 1) != 0) {
      throw damaged(
          "damaged ELF file: the section name table isn't NUL-terminated",
          "ELF Spec violation: section name table isn't null terminated");
    }
  }

  /** Checks the first section, which stands for none. */
  void first() throws Refused {
    if (raw.sections() > 0 && (raw.type(0) != 0 || raw.sizeOf(0) != 0 || raw.address(0) != 0)) {
      throw damaged(
          "damaged ELF file: section 0 isn't empty",
          "ELF Spec violation: section 0 type("
              + raw.type(0)
              + ")!=SH_NULL or non-zero len or addr");
    }
  }

  /** Checks that a section is in the file. */
  void inside(int section) throws Refused {
    if (isOutside(section)) {
      throw damaged(
          "section " + section + " extends beyond the end of the file",
          "Invalid ELF section in module (section " + section + " type " + type(section) + ")");
    }
  }

  /** Whether a section's bytes aren't all in the file. */
  boolean isOutside(int section) {
    long offset = raw.offset(section);
    long end = offset + raw.sizeOf(section);
    return Long.compareUnsigned(end, offset) < 0 || Long.compareUnsigned(end, raw.size()) > 0;
  }

  /** Whether a section's name is in a table of that size. */
  boolean isNamed(int section, int size) {
    return Integer.compareUnsigned(raw.nameOf(section), size) < 0;
  }

  /** The refusal of a section that isn't {@linkplain #isNamed named}. */
  Refused unnamed(int section) {
    return damaged(
        "the name of section " + section + " is outside the string table",
        "Invalid ELF section name in module (section " + section + " type " + type(section) + ")");
  }

  /** Checks that a symbol table has a string table; its index. */
  int strings(int symbols) throws Refused {
    int link = raw.link(symbols);
    if (link <= 0 || link >= raw.sections()) {
      throw damaged(
          "the symbol table has no string table",
          "Invalid ELF sh_link!=SHN_UNDEF("
              + link
              + ") or (sh_link("
              + link
              + ") >= hdr->e_shnum("
              + raw.sections()
              + ")");
    }
    return link;
  }

  /** Whether a section is loaded. */
  boolean isLoaded(int section) {
    return (raw.flags(section) & SHF_ALLOC) != 0;
  }

  /** A section's type, as the kernel shows it. */
  String type(int section) {
    return Integer.toUnsignedString(raw.type(section));
  }

  /** The load info of a module that passed. */
  LoadInfo loadInfo(int symbols, int strings, int module, int info, int names) {
    return new LoadInfo(
        raw,
        symbols,
        (int) raw.offset(strings),
        (int) (raw.offset(strings) + raw.sizeOf(strings)),
        module,
        info,
        LoadInfo.find(raw, names, VERSIONS),
        LoadInfo.find(raw, names, PER_CPU),
        names);
  }
}
