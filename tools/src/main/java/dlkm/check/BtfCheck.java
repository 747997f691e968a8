package dlkm.check;

/**
 * Type information for BPF: btf_module_notify() refuses a module whose {@code .BTF} doesn't fit the
 * kernel's, where the configuration doesn't allow a mismatch. Types aren't compared here: a module
 * from outside the tree is told that they might not fit, unless it brings the part of the kernel's
 * types that its own were built upon ({@code .BTF.base}, Linux 6.11).
 */
final class BtfCheck {

  private static final String TYPES = ".BTF";
  private static final String BASE = ".BTF.base";

  private BtfCheck() {}

  static void check(CheckedModule module) {
    KernelConfig config = module.kernel().config();
    if (module.info().inTree()
        || !config.has("DEBUG_INFO_BTF_MODULES")
        || config.has("MODULE_ALLOW_BTF_MISMATCH")
        || !module.loadInfo().hasSection(TYPES)
        || module.loadInfo().hasSection(BASE)) {
      return;
    }
    module.add(
        CheckFinding.warns(
            LoadStage.LAYOUT,
            "not checked: whether its type information (.BTF) fits the kernel's",
            "",
            "if the kernel refuses it for that, strip it: objcopy -R .BTF"));
  }
}
