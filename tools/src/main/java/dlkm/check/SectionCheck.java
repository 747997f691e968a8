package dlkm.check;

import static dlkm.check.LoadInfo.SHF_ALLOC;
import static dlkm.check.LoadInfo.SHF_EXECINSTR;
import static dlkm.check.LoadInfo.SHF_WRITE;

import dlkm.image.RawModule;

/** Memory that the sections need: module_enforce_rwx_sections(), move_module(), per-CPU data. */
final class SectionCheck {

  /** linux/percpu.h PERCPU_MODULE_RESERVE on x86-64: all that modules have together. */
  private static final long PER_CPU_ROOM = 8 << 10;

  /** asm/pgtable_64_types.h MODULES_LEN where the kernel's address is random. */
  private static final long ROOM = 0x3f00_0000L;

  private static final byte[] OBSOLETE = LoadInfo.bytes("__obsparm");

  private SectionCheck() {}

  static void check(CheckedModule module) {
    LoadInfo loadInfo = module.loadInfo();
    RawModule raw = loadInfo.raw();
    long total = 0;
    boolean strict = module.kernel().config().has("STRICT_MODULE_RWX");
    for (int i = 0; i < raw.sections(); i++) {
      long flags = raw.flags(i);
      if (strict && (flags & SHF_WRITE) != 0 && (flags & SHF_EXECINSTR) != 0) {
        writableCode(module, i);
        return;
      }
      if ((flags & SHF_ALLOC) != 0 && i != loadInfo.perCpu()) {
        total = Math.min(total + Math.min(raw.sizeOf(i) & Long.MAX_VALUE, 1L << 40), 1L << 41);
      }
    }
    if (total > ROOM) {
      tooLarge(module, total);
    }
    if (loadInfo.perCpu() != 0 && module.kernel().config().has("SMP")) {
      perCpu(module, raw.sizeOf(loadInfo.perCpu()));
    }
    if (loadInfo.find(OBSOLETE) != 0) {
      module.add(
          CheckFinding.warns(
              LoadStage.PARAMETERS,
              "it has parameters of the obsolete MODULE_PARM kind",
              module.name() + ": Ignoring obsolete parameters",
              "use module_param()"));
    }
  }

  private static void writableCode(CheckedModule module, int section) {
    String name = module.loadInfo().sectionName(section);
    module.add(
        CheckFinding.refuses(
            LoadStage.SECTIONS,
            "ENOEXEC",
            "section " + name + " is both writable and executable",
            module.name()
                + ": section "
                + name
                + " (index "
                + section
                + ") has invalid WRITE|EXEC flags",
            "remove one of the two flags; compilers never set both"));
  }

  /** Sizes are 32 bits in the kernel: from there on it would take less than it writes. */
  private static void tooLarge(CheckedModule module, long total) {
    String what = "its sections need " + total + " bytes; the module area has " + ROOM;
    module.add(
        total > 0xffff_ffffL
            ? CheckFinding.harms(LoadStage.SECTIONS, what)
            : CheckFinding.refuses(
                LoadStage.SECTIONS, "ENOMEM", what, "", "make its data smaller"));
  }

  private static void perCpu(CheckedModule module, long size) {
    if (Long.compareUnsigned(size, PER_CPU_ROOM) > 0) {
      module.add(
          CheckFinding.refuses(
              LoadStage.SECTIONS,
              "ENOMEM",
              "its per-CPU data take "
                  + size
                  + " bytes, and modules have "
                  + PER_CPU_ROOM
                  + " in all",
              module.name() + ": Could not allocate " + size + " bytes percpu data",
              "allocate them with alloc_percpu()"));
    }
  }
}
