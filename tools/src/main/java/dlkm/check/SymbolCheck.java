package dlkm.check;

import dlkm.image.RawModule;
import java.util.Optional;

/**
 * The symbol table: simplify_symbols() and what it calls. Every undefined symbol has to be exported
 * by somebody, for this licence, in the version that the module was built with, and from a
 * namespace that it imports.
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
                LoadStage.SYMBOLS, "the name of symbol " + i + " is outside the table of names"));
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
              "symbol " + text(name) + " has no section of its own",
              module.name() + ": please compile with -fno-common",
              "compile it with -fno-common");
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
              "copy or build the file again");
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
    Optional<ModuleExports.Exported> offer = resolver.among(name, module);
    if (offer.isPresent()) {
      ofModule(offer.get(), name, weak);
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
        "it needs symbol " + text(name) + ", which nothing exports",
        "",
        "build it for this kernel, or name the module that exports it as well");
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

  private void ofModule(ModuleExports.Exported offer, int name, boolean weak) {
    if (offer.gplOnly() && module.isProprietary()) {
      gplOnlyForProprietary(name, weak);
      return;
    }
    usesGplOnly |= offer.gplOnly();
    if (offer.proprietary() && taints(offer, text(name), weak)) {
      return;
    }
    if (module.kernel().hasModversions()
        && crcs.isThere()
        && offer.crc().isPresent()
        && isOfAnotherCrc(
            ExpectedCrcs.match(loadInfo, text(name), offer.crc().getAsInt()), name, offer.module())) {
      return;
    }
    if (!offer.namespace().isEmpty() && isNotImported(offer.namespace(), name)) {
      return;
    }
    module.need(offer.module(), text(name));
  }

  private void gplOnlyForProprietary(int name, boolean weak) {
    if (!weak) {
      unknown(
          text(name),
          "ENOENT",
          -2,
          "it uses symbol "
              + text(name)
              + ", which is exported for modules under the GPL only, and its licence is "
              + LicenceCheck.shown(module.info()),
          "",
          "do without the symbol, or put the module under a licence that goes with the GPL");
    }
  }

  /** Whether a proprietary module's symbol is refused; if not, the user becomes proprietary too. */
  private boolean taints(ModuleExports.Exported offer, String symbol, boolean weak) {
    if (usesGplOnly) {
      if (weak) {
        return true;
      }
      unknown(
          symbol,
          "ENOENT",
          -2,
          "it uses symbols for the GPL only, and those of proprietary module " + offer.module(),
          module.name()
              + ": module using GPL-only symbols uses symbols "
              + symbol
              + " from proprietary module "
              + offer.module()
              + ".",
          "do without one of the two");
      return true;
    }
    if (!module.isProprietary()) {
      module.proprietary();
      module.add(
          CheckFinding.warns(
              LoadStage.LICENCE,
              "it counts as proprietary, as " + offer.module() + " is, which it uses",
              module.name()
                  + ": module uses symbols "
                  + symbol
                  + " from proprietary module "
                  + offer.module()
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
            ? "it was built against another "
                + symbol
                + " than "
                + (owner.isEmpty() ? "this kernel has" : owner + " exports")
            : "it has no check sum of symbol " + symbol + ", which it uses",
        module.earlyName()
            + (other ? ": disagrees about version of symbol " : ": no symbol version for ")
            + symbol,
        other
            ? "build it again with " + (owner.isEmpty() ? "the headers of this kernel" : owner)
            : "build it again, with the Module.symvers of the modules that it needs");
    return true;
  }

  private boolean isNotImported(String namespace, int name) {
    if (module.info().namespaces().contains(namespace)) {
      return false;
    }
    String symbol = text(name);
    String what = "it uses " + symbol + " of namespace " + namespace + " without importing it";
    String says =
        module.name()
            + ": module uses symbol ("
            + symbol
            + ") from namespace "
            + namespace
            + ", but does not import it.";
    String todo = "add MODULE_IMPORT_NS(" + namespace + ") to its source";
    if (module.kernel().config().has("MODULE_ALLOW_MISSING_NAMESPACE_IMPORTS")) {
      module.add(CheckFinding.warns(LoadStage.SYMBOLS, what, says, todo));
      return false;
    }
    unknown(symbol, "EINVAL", -22, what, says, todo);
    return true;
  }
}
