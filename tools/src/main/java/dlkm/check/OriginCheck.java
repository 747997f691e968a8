package dlkm.check;

/** Origin of the module, as its tags state it: check_modinfo(). */
final class OriginCheck {

  private OriginCheck() {}

  static void check(CheckedModule module) {
    ModinfoTags info = module.info();
    KernelConfig config = module.kernel().config();
    if (!info.inTree()) {
      warn(module, "an out-of-tree module", ": loading out-of-tree module taints kernel.", "");
    }
    if (!info.retpoline() && config.has("RETPOLINE")) {
      warn(
          module,
          "compiled without retpolines; the kernel reports it on processors that need them",
          ": loading module not compiled with retpoline compiler.",
          "rebuild it with the headers of this kernel");
    }
    if (info.staging()) {
      warn(
          module,
          "a staging module",
          ": module is from the staging directory, the quality is unknown, you have been warned.",
          "");
    }
    if (info.livepatch() && !config.has("LIVEPATCH")) {
      module.add(
          CheckFinding.refuses(
              LoadStage.ORIGIN,
              "ENOEXEC",
              "a live patch; this kernel has no live patching",
              module.name()
                  + ": module is marked as livepatch module, but livepatch support is disabled",
              "use a kernel with CONFIG_LIVEPATCH"));
    }
    if (info.test()) {
      warn(module, "a test module", ": loading test module taints kernel.", "");
    }
  }

  private static void warn(CheckedModule module, String what, String says, String todo) {
    module.add(CheckFinding.warns(LoadStage.ORIGIN, what, module.name() + says, todo));
  }
}
