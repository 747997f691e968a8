package dlkm.check;

import dlkm.image.RawModule;

/**
 * Layout of {@code struct module}: check_modstruct_version(). Its size is checked too; Linux 6.1
 * doesn't, 6.4 does.
 */
final class LayoutCheck {

  private static final String SYMBOL = "module_layout";
  private static final String REBUILD = "rebuild it with the headers of this kernel";
  private static final byte[] NAME = LoadInfo.bytes(SYMBOL);

  private LayoutCheck() {}

  static void check(CheckedModule module, ExpectedCrcs crcs) {
    TargetKernel kernel = module.kernel();
    LoadInfo loadInfo = module.loadInfo();
    if (kernel.policy().forbidden().contains(module.earlyName())) {
      module.add(
          CheckFinding.refuses(
              LoadStage.PERMISSION,
              "EPERM",
              "the kernel's command line forbids it: module_blacklist=" + module.earlyName(),
              "Module " + module.earlyName() + " is blacklisted",
              "remove it from the kernel command line and reboot"));
    }
    if (kernel.hasModversions()) {
      version(module, crcs);
    }
    if (loadInfo.size(loadInfo.module()) < kernel.structSize()) {
      module.add(
          CheckFinding.harms(
              LoadStage.LAYOUT,
              "its struct module has "
                  + loadInfo.size(loadInfo.module())
                  + " bytes, the kernel's has "
                  + kernel.structSize()));
    }
  }

  private static CheckFinding unversioned(CheckedModule module) {
    return module.kernel().config().has("MODULE_FORCE_LOAD")
        ? CheckFinding.warns(
            LoadStage.LAYOUT,
            "no symbol CRCs (modversions): nothing proves that it was built for this kernel",
            module.name() + ": " + SYMBOL + ": kernel tainted.",
            REBUILD)
        : CheckFinding.refuses(
            LoadStage.LAYOUT, "ENOEXEC", "no symbol CRCs (modversions)", "", REBUILD);
  }

  private static void version(CheckedModule module, ExpectedCrcs crcs) {
    String name = module.earlyName();
    if (!crcs.isThere()) {
      module.add(unversioned(module));
      return;
    }
    int symbol = module.kernel().exports().find(new RawModule(wrapped(), NAME.length), 0);
    if (symbol < 0) {
      return;
    }
    switch (crcs.match(symbol)) {
      case SAME -> {
        // As it should be.
      }
      case OTHER ->
          module.add(
              CheckFinding.refuses(
                  LoadStage.LAYOUT,
                  "ENOEXEC",
                  "it was built for a kernel with another struct module",
                  name + ": disagrees about version of symbol " + SYMBOL,
                  REBUILD));
      case MISSING ->
          module.add(
              CheckFinding.refuses(
                  LoadStage.LAYOUT,
                  "ENOEXEC",
                  "no symbol CRC of " + SYMBOL,
                  name + ": no symbol version for " + SYMBOL,
                  REBUILD));
    }
  }

  private static java.nio.ByteBuffer wrapped() {
    return java.nio.ByteBuffer.wrap(NAME);
  }
}
