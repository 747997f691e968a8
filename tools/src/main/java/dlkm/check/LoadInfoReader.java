package dlkm.check;

import static dlkm.check.LoadInfo.SHF_ALLOC;
import static dlkm.check.LoadInfo.SHT_NOBITS;
import static dlkm.check.LoadInfo.SHT_SYMTAB;

import dlkm.image.RawModule;

/**
 * The kernel's first checks of a module, up to Linux 6.11 elf_validity_check() and
 * setup_load_info(), later {@link ValidatedSections}. A finding here ends the check, since the
 * later ones have nothing to work on.
 */
final class LoadInfoReader {

  private static final byte[] MODULE = LoadInfo.bytes(".gnu.linkonce.this_module");
  private static final byte[] INFO = LoadInfo.bytes(".modinfo");
  private static final byte[] VERSIONS = LoadInfo.bytes("__versions");
  private static final byte[] PER_CPU = LoadInfo.bytes(".data..percpu");

  private static final String REBUILD = "copy or rebuild the file";

  private final RawModule raw;
  private int names;
  private long namesSize;

  private LoadInfoReader(RawModule raw) {
    this.raw = raw;
  }

  /** Ends the check of a file; carries the finding. */
  static final class Refused extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient CheckFinding finding;

    Refused(CheckFinding finding) {
      super(finding.what(), null, false, false);
      this.finding = finding;
    }

    CheckFinding finding() {
      return finding;
    }
  }

  /**
   * Reads a module as a kernel does.
   *
   * @throws Refused where the kernel's loader stops
   */
  static LoadInfo read(RawModule raw, TargetKernel kernel) throws Refused {
    return read(raw, kernel.rules(), kernel.structSize());
  }

  /**
   * The same by rules alone.
   *
   * @param structSize the kernel's size of {@code struct module}; 0 where unknown
   */
  static LoadInfo read(RawModule raw, LoaderRules rules, int structSize) throws Refused {
    ElfHeaderCheck.check(raw);
    return rules.checksUniqueSections()
        ? new ValidatedSections(raw, rules, structSize).loadInfo()
        : readUnvalidated(raw);
  }

  private static LoadInfo readUnvalidated(RawModule raw) throws Refused {
    LoadInfoReader reader = new LoadInfoReader(raw);
    reader.names();
    reader.sections();
    return reader.loadInfo();
  }

  static Refused damaged(String what, String says) {
    return new Refused(CheckFinding.refuses(LoadStage.FORMAT, "ENOEXEC", what, says, REBUILD));
  }

  private void names() throws Refused {
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
    if (isOutside(index)) {
      throw damaged(
          "damaged ELF file: the section name table is outside the file",
          "Invalid ELF section hdr(type " + raw.type(index) + ")");
    }
    names = (int) raw.offset(index);
    namesSize = raw.sizeOf(index);
    if (namesSize == 0) {
      throw damaged(
          "damaged ELF file: the section name table is empty", "empty section name table");
    }
    if (raw.u8(names + (int) namesSize - 1) != 0) {
      throw damaged(
          "damaged ELF file: the section name table isn't NUL-terminated",
          "ELF Spec violation: section name table isn't null terminated");
    }
  }

  private boolean isOutside(int section) {
    return isOutside(raw, section);
  }

  /** Whether a section's bytes aren't all in the file. */
  static boolean isOutside(RawModule raw, int section) {
    long offset = raw.offset(section);
    long end = offset + raw.sizeOf(section);
    return Long.compareUnsigned(end, offset) < 0 || Long.compareUnsigned(end, raw.size()) > 0;
  }

  private void sections() throws Refused {
    if (raw.type(0) != 0 || raw.sizeOf(0) != 0 || raw.address(0) != 0) {
      throw damaged(
          "damaged ELF file: section 0 isn't empty",
          "ELF Spec violation: section 0 type("
              + raw.type(0)
              + ")!=SH_NULL or non-zero len or addr");
    }
    for (int i = 1; i < raw.sections(); i++) {
      int type = raw.type(i);
      if (type == 0 || type == SHT_NOBITS) {
        unlooked(i, type);
        continue;
      }
      if (type == SHT_SYMTAB) {
        names(raw.link(i));
      }
      if (isOutside(i)) {
        throw damaged(
            "section " + i + " extends beyond the end of the file",
            "Invalid ELF section in module (section " + i + " type " + unsigned(type) + ")");
      }
      if (Integer.compareUnsigned(raw.nameOf(i), (int) namesSize) >= 0) {
        badName(i, type);
      }
    }
  }

  /** The kernel trusts sections of these types, and copies what is loaded of the first. */
  private void unlooked(int section, int type) throws Refused {
    boolean loaded = (raw.flags(section) & SHF_ALLOC) != 0;
    boolean named = Integer.compareUnsigned(raw.nameOf(section), (int) namesSize) < 0;
    if (loaded && (!named || type == 0 && isOutside(section))) {
      throw new Refused(
          CheckFinding.harms(
              LoadStage.FORMAT, "section " + section + " or its name is outside the file"));
    }
  }

  private void names(int link) throws Refused {
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
  }

  private void badName(int section, int type) throws Refused {
    if ((raw.flags(section) & SHF_ALLOC) != 0) {
      throw damaged(
          "the name of section " + section + " is outside the string table",
          "Invalid ELF section name in module (section "
              + section
              + " type "
              + unsigned(type)
              + ")");
    }
    throw new Refused(
        CheckFinding.harms(
            LoadStage.FORMAT, "the name of section " + section + " is outside the string table"));
  }

  private static String unsigned(int type) {
    return Integer.toUnsignedString(type);
  }

  private LoadInfo loadInfo() throws Refused {
    int info = LoadInfo.find(raw, names, INFO);
    int symbols = 0;
    for (int i = 1; i < raw.sections() && symbols == 0; i++) {
      symbols = raw.type(i) == SHT_SYMTAB ? i : 0;
    }
    if (symbols == 0) {
      throw damaged("no symbol table", called(info) + ": module has no symbols (stripped?)");
    }
    int module = LoadInfo.find(raw, names, MODULE);
    if (module == 0) {
      throw damaged(
          "no struct module: not linked into a module by modpost",
          called(info) + ": No module found in object");
    }
    int texts = raw.link(symbols);
    if (isOutside(texts) || raw.type(texts) == SHT_NOBITS) {
      throw new Refused(
          CheckFinding.harms(LoadStage.FORMAT, "the symbol string table is outside the file"));
    }
    return new LoadInfo(
        raw,
        symbols,
        (int) raw.offset(texts),
        (int) (raw.offset(texts) + raw.sizeOf(texts)),
        module,
        info,
        LoadInfo.find(raw, names, VERSIONS),
        LoadInfo.find(raw, names, PER_CPU),
        names);
  }

  /** The name that the kernel uses in messages before it knows more than {@code .modinfo}. */
  private String called(int info) {
    return called(raw, info);
  }

  /** The same for a section {@code .modinfo}; 0 for none. */
  static String called(RawModule raw, int info) {
    String name = info == 0 ? "" : ModinfoTags.read(raw, info).name();
    return name.isEmpty() ? "(missing .modinfo section or name field)" : name;
  }
}
