package dlkm.check;

import dlkm.image.RawModule;
import java.util.Optional;

/**
 * Symbols: simplify_symbols() and what it calls. Every undefined symbol has to be exported, for
 * this license, with the CRC that the module was built with, and from a namespace that it imports.
 */
final class SymbolCheck {

  /** elf.h: section numbers with a meaning of their own; SHN_LIVEPATCH is the kernel's. */
  private static final int SHN_COMMON = 0xfff2;

  private static final int SHN_ABS = 0xfff1;
  private static final int SHN_LIVEPATCH = 0xff20;
  private static final int STB_WEAK = 2;

  private static final byte[] LTO = LoadInfo.bytes("__gnu_lto");
  private static final byte[] GOT = LoadInfo.bytes("_GLOBAL_OFFSET_TABLE_");

  private final CheckedModule module;
  private final LoadInfo loadInfo;
  private final KernelExports exports;
  private final ExpectedCrcs crcs;
  private final SymbolResolver resolver;
  private boolean usesGplOnly;

  private SymbolCheck(CheckedModule module, ExpectedCrcs crcs, SymbolResolver resolver) {
    this.module = module;
    this.loadInfo = module.loadInfo();
    this.exports = module.kernel().exports();
    this.crcs = crcs;
    this.resolver = resolver;
  }

  static void check(CheckedModule module, ExpectedCrcs crcs, SymbolResolver resolver) {
    new SymbolCheck(module, crcs, resolver).run();
  }

  private void run() {
    RawModule raw = loadInfo.raw();
    int namesSize = loadInfo.textsEnd() - loadInfo.texts();
    int count = loadInfo.symbolCount();
    for (int i = 1; i < count; i++) {
      int at = loadInfo.symbolAt(i);
      int name = raw.i32(at);
      if (Integer.compareUnsigned(name, namesSize) >= 0) {
        module.add(
            CheckFinding.harms(
                LoadStage.SYMBOLS, "the name of symbol " + i + " is outside the string table"));
        return;
      }
      int section = raw.u16(at + 6);
      if (section == 0) {
        undefined(loadInfo.texts() + name, raw.u8(at + 4) >> 4 == STB_WEAK);
      } else if (section >= raw.sections()) {
        special(section, loadInfo.texts() + name);
      }
    }
  }

  private void special(int section, int name) {
    switch (section) {
      case SHN_ABS, SHN_LIVEPATCH -> {
        // Nothing to be done to them.
      }
      case SHN_COMMON -> {
        if (!loadInfo.raw().startsWith(name, LTO)) {
          refuse(
              "ENOEXEC",
              "common symbol " + text(name),
              module.name() + ": please compile with -fno-common",
              "compile with -fno-common");
        }
      }
      default ->
          refuse(
              "ENOEXEC",
              "symbol " + text(name) + " is in a section that doesn't exist",
              module.name()
                  + ": Symbol "
                  + text(name)
                  + " has an invalid section index "
                  + section
                  + " (max "
                  + (loadInfo.raw().sections() - 1)
                  + ")",
              "copy or rebuild the file");
    }
  }

  private void refuse(String errno, String what, String says, String todo) {
    module.add(CheckFinding.refuses(LoadStage.SYMBOLS, errno, what, says, todo));
  }

  private String text(int name) {
    return loadInfo.raw().text(name);
  }

  private void undefined(int name, boolean weak) {
    int symbol = exports.find(loadInfo.raw(), name);
    if (symbol >= 0 && exports.owner(symbol) == KernelExports.VMLINUX) {
      ofKernel(symbol, name, weak);
      return;
    }
    Optional<ModuleExports.Exported> export = resolver.among(name, module);
    if (export.isPresent()) {
      ofModule(export.get(), name, weak);
    } else if (symbol >= 0 && !resolver.replaces(exports.ownerName(exports.owner(symbol)))) {
      ofKernel(symbol, name, weak);
    } else {
      Optional<ModuleExports.Exported> installed = resolver.installed(name, module);
      if (installed.isPresent()) {
        ofModule(installed.get(), name, weak);
      } else {
        missing(name, weak);
      }
    }
  }

  private void missing(int name, boolean weak) {
    if (weak || loadInfo.raw().isText(name, GOT) || !module.kernel().isComplete()) {
      return;
    }
    unknown(
        text(name),
        "ENOENT",
        -2,
        "unknown symbol " + text(name) + ": nothing exports it",
        "",
        "rebuild it for this kernel, or name the exporting module too");
  }

  /** The lines of the kernel, the last of which is the same whatever was wrong. */
  private void unknown(
      String symbol, String errno, int error, String what, String first, String todo) {
    String last = module.name() + ": Unknown symbol " + symbol + " (err " + error + ")";
    refuse(errno, what, first.isEmpty() ? last : first + "\n" + last, todo);
  }

  private void ofKernel(int symbol, int name, boolean weak) {
    boolean gpl = exports.isGplOnly(symbol);
    if (gpl && module.isProprietary()) {
      gplOnlyForProprietary(name, weak);
      return;
    }
    usesGplOnly |= gpl;
    int owner = exports.owner(symbol);
    if (module.kernel().hasModversions()
        && crcs.isThere()
        && isOfAnotherCrc(crcs.match(symbol), name, "")) {
      return;
    }
    if (exports.hasNamespace(symbol) && isNotImported(exports.namespace(symbol), name)) {
      return;
    }
    if (owner != KernelExports.VMLINUX) {
      module.need(exports.ownerName(owner), text(name));
    }
  }

  private void ofModule(ModuleExports.Exported export, int name, boolean weak) {
    if (export.gplOnly() && module.isProprietary()) {
      gplOnlyForProprietary(name, weak);
      return;
    }
    usesGplOnly |= export.gplOnly();
    if (export.proprietary() && taints(export, text(name), weak)) {
      return;
    }
    if (module.kernel().hasModversions()
        && crcs.isThere()
        && export.crc().isPresent()
        && isOfAnotherCrc(
            crcs.match(loadInfo, text(name), export.crc().getAsInt()), name, export.module())) {
      return;
    }
    if (!export.namespace().isEmpty() && isNotImported(export.namespace(), name)) {
      return;
    }
    module.need(export.module(), text(name));
  }

  private void gplOnlyForProprietary(int name, boolean weak) {
    if (!weak) {
      unknown(
          text(name),
          "ENOENT",
          -2,
          "it uses GPL-only symbol "
              + text(name)
              + "; its licence is "
              + LicenceCheck.shown(module.info()),
          "",
          "replace the symbol, or license the module compatibly with the GPL");
    }
  }

  /** Whether a proprietary module's symbol is refused; if not, the user becomes proprietary too. */
  private boolean taints(ModuleExports.Exported export, String symbol, boolean weak) {
    if (usesGplOnly) {
      if (weak) {
        return true;
      }
      unknown(
          symbol,
          "ENOENT",
          -2,
          "it uses GPL-only symbols and symbols of proprietary module " + export.module(),
          module.name()
              + ": module using GPL-only symbols uses symbols "
              + symbol
              + " from proprietary module "
              + export.module()
              + ".",
          "remove one of the two");
      return true;
    }
    if (!module.isProprietary()) {
      module.proprietary();
      module.add(
          CheckFinding.warns(
              LoadStage.LICENCE,
              "proprietary by inheritance: it uses symbols of proprietary module "
                  + export.module(),
              module.name()
                  + ": module uses symbols "
                  + symbol
                  + " from proprietary module "
                  + export.module()
                  + ", inheriting taint.",
              ""));
    }
    return false;
  }

  /**
   * Whether the kernel refuses the version of a symbol.
   *
   * @param owner the module that exports it; empty for the kernel and its own modules
   */
  private boolean isOfAnotherCrc(ExpectedCrcs.Match match, int name, String owner) {
    if (match == ExpectedCrcs.Match.SAME) {
      return false;
    }
    String symbol = text(name);
    boolean other = match == ExpectedCrcs.Match.OTHER;
    unknown(
        symbol,
        "EINVAL",
        -22,
        other
            ? "built against another version of "
                + symbol
                + " than "
                + (owner.isEmpty() ? "this kernel has" : owner + " exports")
            : "no symbol CRC of " + symbol + ", which it uses",
        module.earlyName()
            + (other ? ": disagrees about version of symbol " : ": no symbol version for ")
            + symbol,
        other
            ? "build it again with " + (owner.isEmpty() ? "the headers of this kernel" : owner)
            : "build it again, with the Module.symvers of the modules that it needs");
    return true;
  }

  private boolean isNotImported(String namespace, int name) {
    LoaderRules rules = module.kernel().rules();
    if (module.info().namespaces().contains(namespace)
        || rules.hasExportsForModules() && ModuleNamespace.names(namespace, module.name())) {
      return false;
    }
    String symbol = text(name);
    String what = "it uses " + symbol + " of namespace " + namespace + ", which it doesn't import";
    String says =
        module.name()
            + ": module uses symbol ("
            + symbol
            + ") from namespace "
            + namespace
            + ", but does not import it.";
    String todo = importing(namespace, rules);
    if (module.kernel().config().has("MODULE_ALLOW_MISSING_NAMESPACE_IMPORTS")) {
      module.add(CheckFinding.warns(LoadStage.SYMBOLS, what, says, todo));
      return false;
    }
    unknown(symbol, "EINVAL", -22, what, says, todo);
    return true;
  }

  private static String importing(String namespace, LoaderRules rules) {
    if (rules.hasExportsForModules() && ModuleNamespace.isOne(namespace)) {
      return "replace the symbol: it is exported for these modules only";
    }
    String argument = rules.hasNamespaceStrings() ? '"' + namespace + '"' : namespace;
    return "add MODULE_IMPORT_NS(" + argument + ") to its source";
  }
}
