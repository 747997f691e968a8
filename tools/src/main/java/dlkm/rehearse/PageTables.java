package dlkm.rehearse;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Where the pages of modules are in the machine's memory, from the kernel's own tables: the upper
 * ones of the kernel and all modules are in its data (arch/x86/kernel/head_64.S).
 */
final class PageTables {

  private static final int PAGE = GuestMemory.PAGE;

  private static final int LARGE = 2 << 20;

  /** What an entry of the upper table has, and which one has the kernel's first address. */
  private static final int HUGE = 1 << 30;

  private static final int FIRST = 510;

  /** asm/pgtable_types.h _PAGE_PRESENT, _PAGE_RW, _PAGE_PSE, PTE_PFN_MASK. */
  private static final long PRESENT = 1;

  private static final long WRITABLE = 2;

  private static final long WHOLE = 1 << 7;
  private static final long ADDRESS = 0x000ffffffffff000L;

  private final GuestMemory memory;

  /** The physical address of {@code level3_kernel_pgt}. */
  private final long top;

  private final Map<Long, ByteBuffer> read = new HashMap<>();

  private PageTables(GuestMemory memory, long top) {
    this.memory = memory;
    this.top = top;
  }

  /** Looks for them: the right one has the kernel's code where it is. */
  static Optional<PageTables> of(GuestMemory memory, KernelAreas areas) throws IOException {
    Optional<KernelAreas.Area> code = areas.named("code");
    for (KernelAreas.Area area : areas.areas()) {
      ByteBuffer bytes = memory.read(area.physical(), area.size());
      for (int page = 0; page + PAGE <= bytes.limit() && code.isPresent(); page += PAGE) {
        if (isIn(areas, bytes.getLong(page + FIRST * Long.BYTES) & ADDRESS)) {
          PageTables tables = new PageTables(memory, area.physical() + page);
          OptionalLong found = tables.physical(code.get().address());
          if (found.isPresent() && found.getAsLong() == code.get().physical()) {
            return Optional.of(tables);
          }
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isIn(KernelAreas areas, long table) {
    return areas.areas().stream()
        .anyMatch(
            area -> table >= area.physical() && table + PAGE <= area.physical() + area.size());
  }

  private OptionalLong physical(long address) throws IOException {
    long entry = entry(address);
    return (entry & PRESENT) == 0
        ? OptionalLong.empty()
        : OptionalLong.of((entry & ADDRESS) + address % PAGE);
  }

  /** The one for the page that has an address, as if all were small. */
  private long entry(long address) throws IOException {
    long place = address - KernelAreas.MAP;
    long upper = entry(top, FIRST + place / HUGE);
    long entry = (upper & PRESENT) == 0 ? 0 : entry(upper & ADDRESS, place % HUGE / LARGE);
    if ((entry & PRESENT) == 0) {
      return 0;
    }
    return (entry & WHOLE) == 0
        ? entry(entry & ADDRESS, place % LARGE / PAGE)
        : (entry & ADDRESS & -LARGE) + place % LARGE / PAGE * PAGE + (entry & (PAGE - 1));
  }

  private long entry(long table, long index) throws IOException {
    return page(table).getLong((int) index * Long.BYTES);
  }

  /** What isn't one leads nowhere. */
  private ByteBuffer page(long physical) throws IOException {
    ByteBuffer known = read.get(physical);
    if (known == null) {
      long offset = memory.offset(physical);
      known = offset < memory.size() ? memory.read(offset, PAGE) : ByteBuffer.allocate(PAGE);
      read.put(physical, known);
    }
    return known;
  }

  /** The page that has an address, where the kernel may write to it; nothing where it may not. */
  ByteBuffer data(long address) throws IOException {
    long entry = entry(address);
    return (entry & WRITABLE) == 0 ? ByteBuffer.allocate(0) : page(entry & ADDRESS);
  }
}
