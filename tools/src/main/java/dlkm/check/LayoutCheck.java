package dlkm.check;

import dlkm.image.RawModule;

/**
 * Before the kernel uses a module's {@code struct module} it makes sure that both mean the same by
 * it: check_modstruct_version(). And the size has to be right; 6.1 doesn't look, 6.4 does.
 */
final class LayoutCheck {

  private static final String SYMBOL = "module_layout";
  private static final byte[] NAME = Frame.bytes(SYMBOL);

  private LayoutCheck() {}

  static void check(Subject subject, Versions versions) {
    KernelFacts facts = subject.facts();
    Frame frame = subject.frame();
    if (facts.policy().forbidden().contains(subject.earlyName())) {
      subject.add(
          Finding.refuses(
              Kind.PERMISSION,
              "EPERM",
              "the kernel's command line forbids it: module_blacklist=" + subject.earlyName(),
              "Module " + subject.earlyName() + " is blacklisted",
              "take it out of the command line and boot again"));
    }
    if (facts.hasVersions()) {
      version(subject, versions);
    }
    if (frame.size(frame.module()) < facts.structSize()) {
      subject.add(
          Finding.harms(
              Kind.LAYOUT,
              "its struct module has "
                  + frame.size(frame.module())
                  + " bytes, the kernel's has "
                  + facts.structSize()));
    }
  }

  private static void version(Subject subject, Versions versions) {
    String name = subject.earlyName();
    if (!versions.isThere()) {
      if (subject.facts().config().has("MODULE_FORCE_LOAD")) {
        subject.add(
            Finding.warns(
                Kind.LAYOUT,
                "it has no check sums of symbols: nothing says that it was built for this kernel",
                subject.name() + ": " + SYMBOL + ": kernel tainted.",
                "build it again with the headers of this kernel"));
      } else {
        subject.add(
            Finding.refuses(
                Kind.LAYOUT,
                "ENOEXEC",
                "it has no check sums of symbols",
                "",
                "build it again with the headers of this kernel"));
      }
      return;
    }
    int symbol = subject.facts().exports().find(new RawModule(wrapped(), NAME.length), 0);
    if (symbol < 0) {
      return;
    }
    switch (versions.match(symbol)) {
      case SAME -> {
        // As it should be.
      }
      case OTHER ->
          subject.add(
              Finding.refuses(
                  Kind.LAYOUT,
                  "ENOEXEC",
                  "it was built for a kernel whose struct module is another",
                  name + ": disagrees about version of symbol " + SYMBOL,
                  "build it again with the headers of this kernel"));
      case MISSING ->
          subject.add(
              Finding.refuses(
                  Kind.LAYOUT,
                  "ENOEXEC",
                  "it has no check sum of " + SYMBOL,
                  name + ": no symbol version for " + SYMBOL,
                  "build it again with the headers of this kernel"));
    }
  }

  private static java.nio.ByteBuffer wrapped() {
    return java.nio.ByteBuffer.wrap(NAME);
  }
}
