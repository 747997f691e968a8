package dlkm.check;

import static dlkm.check.LoadInfo.SHF_ALLOC;

import dlkm.image.RawModule;

/**
 * Relocations: apply_relocations() and x86-64's apply_relocate_add(). Six types are known, the
 * target has to be zero, and the value has to fit.
 */
final class RelocationCheck {

  // elf.h R_X86_64_*.
  private static final int NONE = 0;
  private static final int ABSOLUTE_64 = 1;
  private static final int RELATIVE_32 = 2;
  private static final int CALL_32 = 4;
  private static final int ABSOLUTE_32 = 10;
  private static final int SIGNED_32 = 11;
  private static final int RELATIVE_64 = 24;

  /** linux/livepatch.h SHF_RELA_LIVEPATCH: they are applied by the live patch. */
  private static final long LIVEPATCH = 0x0010_0000L;

  private static final int SHN_ABS = 0xfff1;
  private static final String REBUILD = "rebuild it with the headers of this kernel";

  private final CheckedModule module;
  private final LoadInfo loadInfo;
  private final RawModule raw;
  private final LoaderRules rules;

  private RelocationCheck(CheckedModule module) {
    rules = module.kernel().rules();
    this.module = module;
    loadInfo = module.loadInfo();
    raw = loadInfo.raw();
  }

  static void check(CheckedModule module) {
    RelocationCheck check = new RelocationCheck(module);
    for (int i = 1; i < check.raw.sections(); i++) {
      if (!check.section(i)) {
        return;
      }
    }
  }

  /** Checks a section; false when the kernel would have stopped there. */
  private boolean section(int section) {
    int type = raw.type(section);
    if (type != LoadInfo.SHT_RELA && type != LoadInfo.SHT_REL) {
      return true;
    }
    int target = raw.info(section);
    if (target < 0 || target >= raw.sections() || !isLoaded(target)) {
      return true;
    }
    if ((raw.flags(section) & LIVEPATCH) != 0) {
      return true;
    }
    if (type == LoadInfo.SHT_REL) {
      return refuse(
          "relocations of type SHT_REL, which x86-64 doesn't have",
          "module " + module.name() + ": REL relocation unsupported");
    }
    return rows(section, target);
  }

  /** Sections that the kernel doesn't copy, or copies elsewhere, get no relocations. */
  private boolean isLoaded(int section) {
    return (raw.flags(section) & SHF_ALLOC) != 0
        && section != loadInfo.info()
        && section != loadInfo.versions()
        && (section != loadInfo.perCpu() || rules.relocatesPerCpu());
  }

  private boolean rows(int section, int target) {
    int end = loadInfo.end(section) - RawModule.RELOCATION;
    boolean empty = loadInfo.size(target) == 0;
    long size = raw.sizeOf(target);
    int base = loadInfo.offset(target);
    long symbols = loadInfo.symbolCount();
    long before = -1;
    for (int at = loadInfo.offset(section); at <= end; at += RawModule.RELOCATION) {
      long offset = raw.i64(at);
      long what = raw.i64(at + 8);
      int kind = (int) what;
      int bytes = kind == ABSOLUTE_64 || kind == RELATIVE_64 ? 8 : 4;
      if (kind != NONE) {
        if (what >>> 32 >= symbols || offset < 0 || offset > size - bytes) {
          return outside(section, target, offset);
        }
        boolean taken = offset == before || !empty && !isZero(base + (int) offset, bytes);
        if (!known(kind) || taken || (kind | 1) == SIGNED_32 && overflows(at, kind)) {
          return row(section, at, target, taken);
        }
        before = offset;
      }
    }
    return true;
  }

  private static boolean known(int kind) {
    return switch (kind) {
      case ABSOLUTE_64, RELATIVE_32, CALL_32, ABSOLUTE_32, SIGNED_32, RELATIVE_64 -> true;
      default -> false;
    };
  }

  private boolean isZero(int at, int bytes) {
    return bytes == 8 ? raw.i64(at) == 0 : raw.i32(at) == 0;
  }

  private boolean outside(int section, int target, long offset) {
    module.add(
        CheckFinding.harms(
            LoadStage.RELOCATIONS,
            "a relocation of "
                + loadInfo.sectionName(target)
                + " is outside of it or of the symbols: at "
                + Long.toHexString(offset)
                + " of section "
                + section));
    return false;
  }

  private boolean row(int section, int at, int target, boolean taken) {
    long offset = raw.i64(at);
    int kind = (int) raw.i64(at + 8);
    String place = loadInfo.sectionName(target) + "+0x" + Long.toHexString(offset);
    if (!known(kind)) {
      return refuse(
          "the relocation of "
              + place
              + " is of kind "
              + Integer.toUnsignedString(kind)
              + ", which "
              + "the kernel doesn't know",
          module.name() + ": Unknown rela relocation: " + Integer.toUnsignedString(kind));
    }
    if (taken) {
      return refuse(
          "relocation target isn't zero: " + place + ": already relocated, or damaged",
          rules.takenTarget(section, (at - loadInfo.offset(section)) / RawModule.RELOCATION, kind));
    }
    return refuse(
        "relocation overflow at " + place + ": compiled for another memory model",
        "overflow in relocation type "
            + kind
            + "\n`"
            + module.name()
            + "' likely not compiled with -mcmodel=kernel");
  }

  private boolean refuse(String what, String says) {
    module.add(CheckFinding.refuses(LoadStage.RELOCATIONS, "ENOEXEC", what, says, REBUILD));
    return false;
  }

  /**
   * Whether the value of a 32-bit relocation is too large. Modules are loaded into the upper two
   * gigabytes: their addresses fit signed, and never unsigned. What other modules and the kernel
   * export lies there too, but may also be a small number.
   */
  private boolean overflows(int at, int kind) {
    int row = loadInfo.symbolAt(RelocationTarget.symbol(loadInfo, at));
    int section = raw.u16(row + 6);
    long addend = raw.i64(at + 16);
    if (section == SHN_ABS) {
      long value = raw.i64(row + 8) + addend;
      return value != (kind == SIGNED_32 ? (int) value : value & 0xffff_ffffL);
    }
    if (section == 0 || section >= raw.sections() || section == loadInfo.perCpu()) {
      return false;
    }
    boolean loaded = (raw.flags(section) & SHF_ALLOC) != 0;
    long offset = raw.i64(row + 8) + addend;
    return kind == ABSOLUTE_32 || !loaded || offset != (int) offset;
  }
}
