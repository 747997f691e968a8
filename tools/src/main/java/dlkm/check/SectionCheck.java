package dlkm.check;

import static dlkm.check.Frame.SHF_ALLOC;
import static dlkm.check.Frame.SHF_EXECINSTR;
import static dlkm.check.Frame.SHF_WRITE;

import dlkm.image.RawModule;

/** What the sections ask of memory: module_enforce_rwx_sections(), move_module(), per-CPU data. */
final class SectionCheck {

  /** linux/percpu.h PERCPU_MODULE_RESERVE on x86-64: all that modules have together. */
  private static final long PER_CPU_ROOM = 8 << 10;

  /** asm/pgtable_64_types.h MODULES_LEN where the kernel's address is random. */
  private static final long ROOM = 0x3f00_0000L;

  private static final byte[] OBSOLETE = Frame.bytes("__obsparm");

  private SectionCheck() {}

  static void check(Subject subject) {
    Frame frame = subject.frame();
    RawModule raw = frame.raw();
    long total = 0;
    boolean strict = subject.facts().config().has("STRICT_MODULE_RWX");
    for (int i = 0; i < raw.sections(); i++) {
      long flags = raw.flags(i);
      if (strict && (flags & SHF_WRITE) != 0 && (flags & SHF_EXECINSTR) != 0) {
        writableCode(subject, i);
        return;
      }
      if ((flags & SHF_ALLOC) != 0 && i != frame.perCpu()) {
        total = Math.min(total + Math.min(raw.sizeOf(i) & Long.MAX_VALUE, 1L << 40), 1L << 41);
      }
    }
    if (total > ROOM) {
      tooLarge(subject, total);
    }
    if (frame.perCpu() != 0 && subject.facts().config().has("SMP")) {
      perCpu(subject, raw.sizeOf(frame.perCpu()));
    }
    if (frame.find(OBSOLETE) != 0) {
      subject.add(
          Finding.warns(
              Kind.PARAMETERS,
              "it has parameters of an old kind",
              subject.name() + ": Ignoring obsolete parameters",
              "use module_param()"));
    }
  }

  private static void writableCode(Subject subject, int section) {
    String name = subject.frame().sectionName(section);
    subject.add(
        Finding.refuses(
            Kind.SECTIONS,
            "ENOEXEC",
            "section " + name + " is code that could be written to",
            subject.name()
                + ": section "
                + name
                + " (index "
                + section
                + ") has invalid WRITE|EXEC flags",
            "take one of the two flags from it: the compiler gives it none of its own accord"));
  }

  /** Sizes are 32 bits in the kernel: from there on it would take less than it writes. */
  private static void tooLarge(Subject subject, long total) {
    String what = "its sections take " + total + " bytes, and modules have " + ROOM + " in all";
    subject.add(
        total > 0xffff_ffffL
            ? Finding.harms(Kind.SECTIONS, what)
            : Finding.refuses(Kind.SECTIONS, "ENOMEM", what, "", "make its data smaller"));
  }

  private static void perCpu(Subject subject, long size) {
    if (Long.compareUnsigned(size, PER_CPU_ROOM) > 0) {
      subject.add(
          Finding.refuses(
              Kind.SECTIONS,
              "ENOMEM",
              "its per-CPU data take "
                  + size
                  + " bytes, and modules have "
                  + PER_CPU_ROOM
                  + " in all",
              subject.name() + ": Could not allocate " + size + " bytes percpu data",
              "allocate them with alloc_percpu()"));
    }
  }
}
