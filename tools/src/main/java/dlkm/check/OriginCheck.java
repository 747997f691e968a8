package dlkm.check;

/** What a module says of where it comes from: check_modinfo(). */
final class OriginCheck {

  private OriginCheck() {}

  static void check(CheckedModule module) {
    ModinfoTags info = module.info();
    KernelConfig config = module.kernel().config();
    if (!info.inTree()) {
      warn(
          module,
          "it comes from outside the kernel's tree",
          ": loading out-of-tree module taints kernel.",
          "");
    }
    if (!info.retpoline() && config.has("RETPOLINE")) {
      warn(
          module,
          "it wasn't compiled with retpolines; the kernel says so on processors that need them",
          ": loading module not compiled with retpoline compiler.",
          "build it with the headers of this kernel");
    }
    if (info.staging()) {
      warn(
          module,
          "it comes from the staging directory",
          ": module is from the staging directory, the quality is unknown, you have been warned.",
          "");
    }
    if (info.livepatch() && !config.has("LIVEPATCH")) {
      module.add(
          CheckFinding.refuses(
              LoadStage.ORIGIN,
              "ENOEXEC",
              "it is a live patch, and this kernel takes none",
              module.name()
                  + ": module is marked as livepatch module, but livepatch support is disabled",
              "use a kernel with CONFIG_LIVEPATCH"));
    }
    if (info.test()) {
      warn(module, "it is a test", ": loading test module taints kernel.", "");
    }
  }

  private static void warn(CheckedModule module, String what, String says, String todo) {
    module.add(CheckFinding.warns(LoadStage.ORIGIN, what, module.name() + says, todo));
  }
}
