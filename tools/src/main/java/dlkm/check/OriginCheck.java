package dlkm.check;

/** What a module says of where it comes from: check_modinfo(). */
final class OriginCheck {

  private OriginCheck() {}

  static void check(Subject subject) {
    Modinfo info = subject.info();
    Config config = subject.facts().config();
    if (!info.inTree()) {
      warn(
          subject,
          "it comes from outside the kernel's tree",
          ": loading out-of-tree module taints kernel.",
          "");
    }
    if (!info.retpoline() && config.has("RETPOLINE")) {
      warn(
          subject,
          "it wasn't compiled with retpolines; the kernel says so on processors that need them",
          ": loading module not compiled with retpoline compiler.",
          "build it with the headers of this kernel");
    }
    if (info.staging()) {
      warn(
          subject,
          "it comes from the staging directory",
          ": module is from the staging directory, the quality is unknown, you have been warned.",
          "");
    }
    if (info.livepatch() && !config.has("LIVEPATCH")) {
      subject.add(
          Finding.refuses(
              Kind.ORIGIN,
              "ENOEXEC",
              "it is a live patch, and this kernel takes none",
              subject.name()
                  + ": module is marked as livepatch module, but livepatch support is disabled",
              "use a kernel with CONFIG_LIVEPATCH"));
    }
    if (info.test()) {
      warn(subject, "it is a test", ": loading test module taints kernel.", "");
    }
  }

  private static void warn(Subject subject, String what, String says, String todo) {
    subject.add(Finding.warns(Kind.ORIGIN, what, subject.name() + says, todo));
  }
}
