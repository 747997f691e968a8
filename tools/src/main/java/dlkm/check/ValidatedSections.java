package dlkm.check;

import static dlkm.check.LoadInfo.SHF_ALLOC;
import static dlkm.check.LoadInfo.SHT_NOBITS;
import static dlkm.check.LoadInfo.SHT_SYMTAB;
import static dlkm.check.LoadInfoReader.damaged;

import dlkm.check.LoadInfoReader.Refused;
import dlkm.image.RawModule;

/** Sections and their tables since Linux 6.12: elf_validity_cache_copy(), in its order. */
final class ValidatedSections {

  private static final int SHT_STRTAB = 3;
  private static final byte[] MODULE = LoadInfo.bytes(".gnu.linkonce.this_module");
  private static final byte[] INFO = LoadInfo.bytes(".modinfo");
  private static final byte[] VERSIONS = LoadInfo.bytes("__versions");
  private static final byte[] PER_CPU = LoadInfo.bytes(".data..percpu");

  private final RawModule raw;
  private final LoaderRules rules;
  private final int structSize;

  ValidatedSections(RawModule raw, LoaderRules rules, int structSize) {
    this.raw = raw;
    this.rules = rules;
    this.structSize = structSize;
  }

  LoadInfo loadInfo() throws Refused {
    sections();
    int names = names();
    int info = unique(names, INFO);
    if (info < 0) {
      throw damaged("several .modinfo sections", "Only one .modinfo section must exist.");
    }
    int module = module(names, info);
    int symbols = symbols(info);
    int strings = strings(symbols);
    if (rules.hasExtendedModversions()) {
      ExtendedModversions.check(raw, names);
    }
    if (rules.checksSymbolNames()) {
      new StringTableCheck(raw, strings).check(symbols);
    }
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

  private void sections() throws Refused {
    if (raw.sections() > 0 && (raw.type(0) != 0 || raw.sizeOf(0) != 0 || raw.address(0) != 0)) {
      throw damaged(
          "damaged ELF file: section 0 isn't empty",
          "ELF Spec violation: section 0 type("
              + raw.type(0)
              + ")!=SH_NULL or non-zero len or addr");
    }
    for (int i = 1; i < raw.sections(); i++) {
      int type = raw.type(i);
      if (type != 0 && type != SHT_NOBITS && LoadInfoReader.isOutside(raw, i)) {
        throw damaged(
            "section " + i + " extends beyond the end of the file",
            "Invalid ELF section in module (section " + i + " type " + unsigned(type) + ")");
      }
      if (type == 0 && (raw.flags(i) & SHF_ALLOC) != 0 && LoadInfoReader.isOutside(raw, i)) {
        throw new Refused(
            CheckFinding.harms(LoadStage.FORMAT, "section " + i + " is outside the file"));
      }
    }
  }

  private int names() throws Refused {
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
    if (raw.type(index) != SHT_STRTAB) {
      throw damaged(
          "damaged ELF file: the section name table isn't a string table",
          "Invalid ELF section name table type: " + unsigned(raw.type(index)));
    }
    int names = (int) raw.offset(index);
    int size = (int) raw.sizeOf(index);
    if (size == 0) {
      throw damaged(
          "damaged ELF file: the section name table is empty", "empty section name table");
    }
    if (raw.u8(names + size - 1) != 0) {
      throw damaged(
          "damaged ELF file: the section name table isn't NUL-terminated",
          "ELF Spec violation: section name table isn't null terminated");
    }
    inside(size);
    return names;
  }

  private void inside(int size) throws Refused {
    for (int i = 0; i < raw.sections(); i++) {
      if (raw.type(i) != 0 && Integer.compareUnsigned(raw.nameOf(i), size) >= 0) {
        throw damaged(
            "the name of section " + i + " is outside the string table",
            "Invalid ELF section name in module (section "
                + i
                + " type "
                + unsigned(raw.type(i))
                + ")");
      }
    }
  }

  /** The section of that name, 0 for none, -1 for several. */
  private int unique(int names, byte[] name) {
    int found = 0;
    for (int i = 1; i < raw.sections(); i++) {
      if (raw.type(i) != 0 && raw.isText(names + raw.nameOf(i), name)) {
        if (found != 0) {
          return -1;
        }
        found = i;
      }
    }
    return found;
  }

  private int module(int names, int info) throws Refused {
    int module = unique(names, MODULE);
    String called = "module " + LoadInfoReader.called(raw, info) + ": .gnu.linkonce.this_module ";
    if (module <= 0) {
      throw damaged(
          module < 0
              ? "several struct module"
              : "no struct module: not linked into a module by modpost",
          "module "
              + LoadInfoReader.called(raw, info)
              + ": Exactly one .gnu.linkonce.this_module section must exist.");
    }
    if (raw.type(module) == SHT_NOBITS) {
      throw damaged("struct module has no content", called + "section must have a size set");
    }
    if ((raw.flags(module) & SHF_ALLOC) == 0) {
      throw damaged(
          "struct module isn't loaded", called + "must occupy memory during process execution");
    }
    if (structSize != 0 && raw.sizeOf(module) != structSize) {
      throw damaged(
          "struct module of "
              + raw.sizeOf(module)
              + " bytes; the kernel's has "
              + structSize
              + ": built for another kernel",
          called + "section size must match the kernel's built struct module size at run time");
    }
    return module;
  }

  private int symbols(int info) throws Refused {
    int symbols = 0;
    int tables = 0;
    for (int i = 1; i < raw.sections(); i++) {
      if (raw.type(i) == SHT_SYMTAB) {
        symbols = i;
        tables++;
      }
    }
    if (tables != 1) {
      throw damaged(
          tables == 0 ? "no symbol table" : "several symbol tables",
          LoadInfoReader.called(raw, info) + ": module has no symbols (stripped?)");
    }
    return symbols;
  }

  private int strings(int symbols) throws Refused {
    int strings = raw.link(symbols);
    if (strings <= 0 || strings >= raw.sections()) {
      throw damaged(
          "the symbol table has no string table",
          "Invalid ELF sh_link!=SHN_UNDEF("
              + strings
              + ") or (sh_link("
              + strings
              + ") >= hdr->e_shnum("
              + raw.sections()
              + ")");
    }
    if (raw.type(strings) != SHT_STRTAB) {
      throw damaged(
          "the symbol names are in a section that isn't a string table",
          "Invalid ELF symbol string table type: " + unsigned(raw.type(strings)));
    }
    return strings;
  }

  private static String unsigned(int type) {
    return Integer.toUnsignedString(type);
  }
}
