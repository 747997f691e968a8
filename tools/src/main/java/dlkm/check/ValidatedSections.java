package dlkm.check;

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

  private final RawModule raw;
  private final LoaderRules rules;
  private final int structSize;
  private final SectionChecks checks;

  ValidatedSections(RawModule raw, LoaderRules rules, int structSize) {
    this.raw = raw;
    this.rules = rules;
    this.structSize = structSize;
    checks = new SectionChecks(raw);
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
    return checks.loadInfo(symbols, strings, module, info, names);
  }

  private void sections() throws Refused {
    checks.first();
    for (int i = 1; i < raw.sections(); i++) {
      int type = raw.type(i);
      if (type != 0 && type != SHT_NOBITS) {
        checks.inside(i);
      }
      if (type == 0 && checks.isLoaded(i) && checks.isOutside(i)) {
        throw new Refused(
            CheckFinding.harms(LoadStage.FORMAT, "section " + i + " is outside the file"));
      }
    }
  }

  private int names() throws Refused {
    int index = checks.names();
    if (raw.type(index) != SHT_STRTAB) {
      throw damaged(
          "damaged ELF file: the section name table isn't a string table",
          "Invalid ELF section name table type: " + checks.type(index));
    }
    checks.terminated(index);
    inside((int) raw.sizeOf(index));
    return (int) raw.offset(index);
  }

  private void inside(int size) throws Refused {
    for (int i = 0; i < raw.sections(); i++) {
      if (raw.type(i) != 0 && !checks.isNamed(i, size)) {
        throw checks.unnamed(i);
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
    if (!checks.isLoaded(module)) {
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
    int strings = checks.strings(symbols);
    if (raw.type(strings) != SHT_STRTAB) {
      throw damaged(
          "the symbol names are in a section that isn't a string table",
          "Invalid ELF symbol string table type: " + checks.type(strings));
    }
    return strings;
  }
}
