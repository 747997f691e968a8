package dlkm.check;

import dlkm.image.RawModule;

/**
 * Exports of the module: verify_exported_symbols(), and whether their CRCs are those that other
 * modules were built with.
 */
final class ExportCheck {

  private ExportCheck() {}

  /** Exports without flags or CRCs; the kernel checks this before it resolves symbols. */
  static void tables(CheckedModule module) {
    LoaderRules rules = module.kernel().rules();
    if (KsymtabEntry.lackFlags(module.loadInfo(), rules)) {
      module.add(
          CheckFinding.refuses(
              LoadStage.EXPORTS,
              "ENOEXEC",
              "it exports symbols without flags (__kflagstab)",
              module.name() + ": no flags for exported symbols",
              "rebuild it with the headers of this kernel"));
      return;
    }
    if (!module.kernel().hasModversions() || !KsymtabEntry.lackCrcs(module.loadInfo(), rules)) {
      return;
    }
    String what = "it exports symbols without CRCs (modversions)";
    String todo = "rebuild it with the headers of this kernel";
    module.add(
        module.kernel().config().has("MODULE_FORCE_LOAD")
            ? CheckFinding.warns(
                LoadStage.EXPORTS,
                what,
                module.name() + ": no versions for exported symbols: kernel tainted.",
                todo)
            : CheckFinding.refuses(LoadStage.EXPORTS, "ENOEXEC", what, "", todo));
  }

  static void duplicates(CheckedModule module, SymbolResolver resolver) {
    RawModule raw = module.loadInfo().raw();
    KernelExports kernels = module.kernel().exports();
    for (KsymtabEntry export : KsymtabEntry.read(module.loadInfo(), module.kernel().rules())) {
      int symbol = kernels.find(raw, export.nameAt());
      if (symbol >= 0) {
        int owner = kernels.owner(symbol);
        if (kernels.ownerName(owner).equals(module.name())) {
          compare(module, export, symbol);
        } else {
          taken(module, export, owner);
        }
      } else if (!resolver.together().isEmpty()) {
        String name = export.name(module.loadInfo());
        resolver
            .together()
            .find(name, module.name())
            .ifPresent(other -> taken(module, name, other.module()));
      }
    }
  }

  private static void taken(CheckedModule module, KsymtabEntry export, int owner) {
    String name = export.name(module.loadInfo());
    if (owner == KernelExports.VMLINUX) {
      taken(module, name, "kernel", true);
    } else {
      taken(module, name, module.kernel().exports().ownerName(owner));
    }
  }

  private static void taken(CheckedModule module, String symbol, String exporter) {
    boolean there =
        module.needs().containsKey(exporter)
            || module.kernel().policy().loaded().contains(exporter);
    taken(module, symbol, exporter, there);
  }

  private static void taken(CheckedModule module, String symbol, String owner, boolean there) {
    String says =
        module.name() + ": exports duplicate symbol " + symbol + " (owned by " + owner + ")";
    String todo = "rename the symbol, or don't export it";
    String other = owner.equals("kernel") ? "the kernel" : "module " + owner;
    String what = "it exports " + symbol + ", as " + other + " does";
    module.add(
        there
            ? CheckFinding.refuses(LoadStage.EXPORTS, "ENOEXEC", what, says, todo)
            : CheckFinding.warns(
                LoadStage.EXPORTS, what + ": whichever is loaded second is refused", says, todo));
  }

  /** The module is the kernel's own, or takes the place of one. */
  private static void compare(CheckedModule module, KsymtabEntry export, int symbol) {
    KernelExports kernels = module.kernel().exports();
    boolean same = export.crc().isEmpty() || export.crc().getAsInt() == kernels.crc(symbol);
    if (module.kernel().hasModversions() && !same) {
      module.add(
          CheckFinding.warns(
              LoadStage.EXPORTS,
              "its "
                  + export.name(module.loadInfo())
                  + " is another than the one that the kernel's headers know:"
                  + " modules that were built with these are refused",
              "",
              "use headers and modules of the same build of the kernel"));
    }
  }
}
