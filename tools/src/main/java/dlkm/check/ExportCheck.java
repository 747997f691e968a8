package dlkm.check;

import dlkm.image.RawModule;

/**
 * What the module exports: verify_exported_symbols(), and whether its check sums are what others
 * were built with.
 */
final class ExportCheck {

  private ExportCheck() {}

  /** Comes before the symbols, as in the kernel: exports without check sums. */
  static void sums(Subject subject) {
    if (!subject.facts().hasVersions() || !OwnExport.lackSums(subject.frame())) {
      return;
    }
    String what = "it exports symbols without their check sums";
    String todo = "build it again with the headers of this kernel";
    subject.add(
        subject.facts().config().has("MODULE_FORCE_LOAD")
            ? Finding.warns(
                Kind.EXPORTS,
                what,
                subject.name() + ": no versions for exported symbols: kernel tainted.",
                todo)
            : Finding.refuses(Kind.EXPORTS, "ENOEXEC", what, "", todo));
  }

  static void duplicates(Subject subject, Resolver resolver) {
    RawModule raw = subject.frame().raw();
    KernelExports kernels = subject.facts().exports();
    for (OwnExport export : OwnExport.read(subject.frame())) {
      int symbol = kernels.find(raw, export.nameAt());
      if (symbol >= 0) {
        int owner = kernels.owner(symbol);
        if (kernels.ownerName(owner).equals(subject.name())) {
          compare(subject, export, symbol);
        } else {
          taken(subject, export, owner);
        }
      } else if (!resolver.together().isEmpty()) {
        String name = export.name(subject.frame());
        resolver
            .together()
            .find(name, subject.name())
            .ifPresent(offer -> taken(subject, name, offer.module()));
      }
    }
  }

  private static void taken(Subject subject, OwnExport export, int owner) {
    String name = export.name(subject.frame());
    if (owner == KernelExports.VMLINUX) {
      taken(subject, name, "kernel", true);
    } else {
      taken(subject, name, subject.facts().exports().ownerName(owner));
    }
  }

  private static void taken(Subject subject, String symbol, String module) {
    boolean there =
        subject.needs().containsKey(module) || subject.facts().policy().loaded().contains(module);
    taken(subject, symbol, module, there);
  }

  private static void taken(Subject subject, String symbol, String owner, boolean there) {
    String says =
        subject.name() + ": exports duplicate symbol " + symbol + " (owned by " + owner + ")";
    String todo = "give the symbol another name, or don't export it";
    String other = owner.equals("kernel") ? "the kernel" : "module " + owner;
    String what = "it exports " + symbol + ", and so does " + other;
    subject.add(
        there
            ? Finding.refuses(Kind.EXPORTS, "ENOEXEC", what, says, todo)
            : Finding.warns(
                Kind.EXPORTS, what + ": the one that comes second is refused", says, todo));
  }

  /** The module is the kernel's own, or takes the place of one. */
  private static void compare(Subject subject, OwnExport export, int symbol) {
    KernelExports kernels = subject.facts().exports();
    boolean same = export.sum().isEmpty() || export.sum().getAsInt() == kernels.sum(symbol);
    if (subject.facts().hasVersions() && !same) {
      subject.add(
          Finding.warns(
              Kind.EXPORTS,
              "its "
                  + export.name(subject.frame())
                  + " is another than the one that the kernel's headers know:"
                  + " modules that were built with these are refused",
              "",
              "use headers and modules of the same build of the kernel"));
    }
  }
}
