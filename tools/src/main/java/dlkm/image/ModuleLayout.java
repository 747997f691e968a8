package dlkm.image;

/** Memory that a loaded module's sections take, by the rules of the kernel's layout_sections(). */
final class ModuleLayout {

  private ModuleLayout() {}

  static long coreSize(Elf elf) {
    long size = 0;
    for (ElfSection section : elf.sections()) {
      if (staysLoaded(section)) {
        size = aligned(size, section.align()) + section.size();
      }
    }
    return size;
  }

  static long bssSize(Elf elf) {
    long size = 0;
    for (ElfSection section : elf.sections()) {
      if (section.isBss() && staysLoaded(section)) {
        size = aligned(size, section.align()) + section.size();
      }
    }
    return size;
  }

  /** The kernel reads .modinfo and __versions where they are and keeps per-CPU data elsewhere. */
  private static boolean staysLoaded(ElfSection section) {
    return section.isAllocated()
        && !section.name().startsWith(".init")
        && !section.name().startsWith(".data..percpu")
        && !section.name().equals(".modinfo")
        && !section.name().startsWith("__version");
  }

  private static long aligned(long size, long align) {
    long step = align < 1 || align > 1L << 20 ? 1 : align;
    return (size + step - 1) / step * step;
  }
}
