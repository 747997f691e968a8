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

  private static final byte[] LTO = Frame.bytes("__gnu_lto");
  private static final byte[] GOT = Frame.bytes("_GLOBAL_OFFSET_TABLE_");

  private final Subject subject;
  private final Frame frame;
  private final KernelExports exports;
  private final Versions versions;
  private final Resolver resolver;
  private boolean usesGplOnly;

  private SymbolCheck(Subject subject, Versions versions, Resolver resolver) {
    this.subject = subject;
    this.frame = subject.frame();
    this.exports = subject.facts().exports();
    this.versions = versions;
    this.resolver = resolver;
  }

  static void check(Subject subject, Versions versions, Resolver resolver) {
    new SymbolCheck(subject, versions, resolver).run();
  }

  private void run() {
    RawModule raw = frame.raw();
    int namesSize = frame.textsEnd() - frame.texts();
    int count = frame.symbolCount();
    for (int i = 1; i < count; i++) {
      int at = frame.symbolAt(i);
      int name = raw.i32(at);
      if (Integer.compareUnsigned(name, namesSize) >= 0) {
        subject.add(
            Finding.harms(
                Kind.SYMBOLS, "the name of symbol " + i + " is outside the table of names"));
        return;
      }
      int section = raw.u16(at + 6);
      if (section == 0) {
        undefined(frame.texts() + name, raw.u8(at + 4) >> 4 == STB_WEAK);
      } else if (section >= raw.sections()) {
        special(section, frame.texts() + name);
      }
    }
  }

  private void special(int section, int name) {
    switch (section) {
      case SHN_ABS, SHN_LIVEPATCH -> {
        // Nothing to be done to them.
      }
      case SHN_COMMON -> {
        if (!frame.raw().startsWith(name, LTO)) {
          refuse(
              "ENOEXEC",
              "symbol " + text(name) + " has no section of its own",
              subject.name() + ": please compile with -fno-common",
              "compile it with -fno-common");
        }
      }
      default ->
          refuse(
              "ENOEXEC",
              "symbol " + text(name) + " is in a section that doesn't exist",
              subject.name()
                  + ": Symbol "
                  + text(name)
                  + " has an invalid section index "
                  + section
                  + " (max "
                  + (frame.raw().sections() - 1)
                  + ")",
              "copy or build the file again");
    }
  }

  private void refuse(String errno, String what, String says, String todo) {
    subject.add(Finding.refuses(Kind.SYMBOLS, errno, what, says, todo));
  }

  private String text(int name) {
    return frame.raw().text(name);
  }

  private void undefined(int name, boolean weak) {
    int symbol = exports.find(frame.raw(), name);
    if (symbol >= 0 && exports.owner(symbol) == KernelExports.VMLINUX) {
      ofKernel(symbol, name, weak);
      return;
    }
    Optional<Offers.Offer> offer = resolver.among(name, subject);
    if (offer.isPresent()) {
      offered(offer.get(), name, weak);
    } else if (symbol >= 0 && !resolver.replaces(exports.ownerName(exports.owner(symbol)))) {
      ofKernel(symbol, name, weak);
    } else {
      Optional<Offers.Offer> installed = resolver.installed(name, subject);
      if (installed.isPresent()) {
        offered(installed.get(), name, weak);
      } else {
        missing(name, weak);
      }
    }
  }

  private void missing(int name, boolean weak) {
    if (weak || frame.raw().isText(name, GOT) || !subject.facts().isComplete()) {
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
    String last = subject.name() + ": Unknown symbol " + symbol + " (err " + error + ")";
    refuse(errno, what, first.isEmpty() ? last : first + "\n" + last, todo);
  }

  private void ofKernel(int symbol, int name, boolean weak) {
    boolean gpl = exports.isGplOnly(symbol);
    if (gpl && subject.isProprietary()) {
      forGplOnly(name, weak);
      return;
    }
    usesGplOnly |= gpl;
    int owner = exports.owner(symbol);
    if (subject.facts().hasVersions()
        && versions.isThere()
        && isOfAnother(versions.match(symbol), name, "")) {
      return;
    }
    if (exports.hasNamespace(symbol) && isNotImported(exports.namespace(symbol), name)) {
      return;
    }
    if (owner != KernelExports.VMLINUX) {
      subject.need(exports.ownerName(owner), text(name));
    }
  }

  private void offered(Offers.Offer offer, int name, boolean weak) {
    if (offer.gplOnly() && subject.isProprietary()) {
      forGplOnly(name, weak);
      return;
    }
    usesGplOnly |= offer.gplOnly();
    if (offer.proprietary() && taints(offer, text(name), weak)) {
      return;
    }
    if (subject.facts().hasVersions()
        && versions.isThere()
        && offer.sum().isPresent()
        && isOfAnother(
            Versions.match(frame, text(name), offer.sum().getAsInt()), name, offer.module())) {
      return;
    }
    if (!offer.namespace().isEmpty() && isNotImported(offer.namespace(), name)) {
      return;
    }
    subject.need(offer.module(), text(name));
  }

  private void forGplOnly(int name, boolean weak) {
    if (!weak) {
      unknown(
          text(name),
          "ENOENT",
          -2,
          "it uses symbol "
              + text(name)
              + ", which is exported for modules under the GPL only, and its licence is "
              + LicenceCheck.shown(subject.info()),
          "",
          "do without the symbol, or put the module under a licence that goes with the GPL");
    }
  }

  /** Whether a proprietary module's symbol is refused; if not, the user becomes proprietary too. */
  private boolean taints(Offers.Offer offer, String symbol, boolean weak) {
    if (usesGplOnly) {
      if (weak) {
        return true;
      }
      unknown(
          symbol,
          "ENOENT",
          -2,
          "it uses symbols for the GPL only, and those of proprietary module " + offer.module(),
          subject.name()
              + ": module using GPL-only symbols uses symbols "
              + symbol
              + " from proprietary module "
              + offer.module()
              + ".",
          "do without one of the two");
      return true;
    }
    if (!subject.isProprietary()) {
      subject.proprietary();
      subject.add(
          Finding.warns(
              Kind.LICENCE,
              "it counts as proprietary, as " + offer.module() + " is, which it uses",
              subject.name()
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
  private boolean isOfAnother(Versions.Match match, int name, String owner) {
    if (match == Versions.Match.SAME) {
      return false;
    }
    String symbol = text(name);
    boolean other = match == Versions.Match.OTHER;
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
        subject.earlyName()
            + (other ? ": disagrees about version of symbol " : ": no symbol version for ")
            + symbol,
        other
            ? "build it again with " + (owner.isEmpty() ? "the headers of this kernel" : owner)
            : "build it again, with the Module.symvers of the modules that it needs");
    return true;
  }

  private boolean isNotImported(String namespace, int name) {
    if (subject.info().namespaces().contains(namespace)) {
      return false;
    }
    String symbol = text(name);
    String what = "it uses " + symbol + " of namespace " + namespace + " without importing it";
    String says =
        subject.name()
            + ": module uses symbol ("
            + symbol
            + ") from namespace "
            + namespace
            + ", but does not import it.";
    String todo = "add MODULE_IMPORT_NS(" + namespace + ") to its source";
    if (subject.facts().config().has("MODULE_ALLOW_MISSING_NAMESPACE_IMPORTS")) {
      subject.add(Finding.warns(Kind.SYMBOLS, what, says, todo));
      return false;
    }
    unknown(symbol, "EINVAL", -22, what, says, todo);
    return true;
  }
}
