package dlkm.check;

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

  private static final String REBUILD = "copy or rebuild the file";

  private final RawModule raw;
  private final SectionChecks checks;
  private int names;
  private int namesSize;

  private LoadInfoReader(RawModule raw) {
    this.raw = raw;
    checks = new SectionChecks(raw);
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
    int index = checks.names();
    if (checks.isOutside(index)) {
      throw damaged(
          "damaged ELF file: the section name table is outside the file",
          "Invalid ELF section hdr(type " + raw.type(index) + ")");
    }
    checks.terminated(index);
    names = (int) raw.offset(index);
    namesSize = (int) raw.sizeOf(index);
  }

  private void sections() throws Refused {
    checks.first();
    for (int i = 1; i < raw.sections(); i++) {
      int type = raw.type(i);
      if (type == 0 || type == SHT_NOBITS) {
        unlooked(i);
        continue;
      }
      if (type == SHT_SYMTAB) {
        int _ = checks.strings(i);
      }
      checks.inside(i);
      if (!checks.isNamed(i, namesSize)) {
        badName(i);
      }
    }
  }

  /** The kernel trusts sections of these types, and copies what is loaded of the first. */
  private void unlooked(int section) throws Refused {
    boolean outside =
        !checks.isNamed(section, namesSize) || raw.type(section) == 0 && checks.isOutside(section);
    if (checks.isLoaded(section) && outside) {
      throw new Refused(
          CheckFinding.harms(
              LoadStage.FORMAT, "section " + section + " or its name is outside the file"));
    }
  }

  private void badName(int section) throws Refused {
    if (checks.isLoaded(section)) {
      throw checks.unnamed(section);
    }
    throw new Refused(
        CheckFinding.harms(
            LoadStage.FORMAT, "the name of section " + section + " is outside the string table"));
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
    if (checks.isOutside(texts) || raw.type(texts) == SHT_NOBITS) {
      throw new Refused(
          CheckFinding.harms(LoadStage.FORMAT, "the symbol string table is outside the file"));
    }
    return checks.loadInfo(symbols, texts, module, info, names);
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
