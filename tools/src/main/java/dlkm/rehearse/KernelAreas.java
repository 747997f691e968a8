package dlkm.rehearse;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the kernel itself is, from its lines of {@code /proc/iomem}. The kernel of a scratch
 * machine is not moved: its first address is always the same.
 */
record KernelAreas(List<Area> areas) {

  /** The kernel's addresses begin here (asm/page_64_types.h __START_KERNEL_map). */
  static final long MAP = 0xffffffff80000000L;

  /** A part of the kernel: {@code code}, {@code rodata}, {@code data} or {@code bss}. */
  record Area(String name, long physical, int size) {
    long address() {
      return MAP + physical;
    }
  }

  private static final Pattern LINE =
      Pattern.compile(" *(\\p{XDigit}+)-(\\p{XDigit}+) : Kernel (\\w+)");

  static KernelAreas parse(List<String> iomem) {
    List<Area> areas = new ArrayList<>();
    for (String line : iomem) {
      Matcher found = LINE.matcher(line);
      if (found.matches()) {
        long first = Long.parseLong(found.group(1), 16);
        long last = Long.parseLong(found.group(2), 16);
        areas.add(new Area(found.group(3), first, (int) (last + 1 - first)));
      }
    }
    return new KernelAreas(areas);
  }

  Optional<Area> named(String name) {
    return areas.stream().filter(area -> area.name().equals(name)).findFirst();
  }
}
