package dlkm.rehearse;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongPredicate;

/**
 * Looks at the kernel's own memory from outside, before the run and after the last unload, while
 * the machine waits: for pointers into modules that are gone, and for code and constants that are
 * not as they were. Lists that no file shows are seen so, whatever they are of: the next entry of
 * each is called or followed some day.
 *
 * <p>The answer is one line of words {@code KIND:ADDRESS:VALUE}, to which the machine adds names of
 * symbols.
 */
final class KernelLook {

  static final String POINTER = "pointer";
  static final String CHANGE = "change";
  static final String ALLOCATED = "allocated";

  /** No shorter than the line after which the machine waits. */
  static final int LINE = 16;

  /** Who left more than these has said enough. */
  private static final int MOST = 16;

  private final GuestMemory memory;
  private final String release;
  private final Map<String, ByteBuffer> before = new HashMap<>();

  /** The modules that all memory was searched for while the kernel's own were there. */
  private Set<String> searched = Set.of();

  /** Adds what is wrong in a part of the memory. */
  private interface Look {
    void add(KernelAreas areas, GoneModules gone, List<String> words) throws IOException;
  }

  KernelLook(GuestMemory memory, String release) {
    this.memory = memory;
    this.release = release;
  }

  /** Whether a report that ends so ends with the line after which the machine waits. */
  static boolean isAsked(String tail) {
    return tail.endsWith("@look before\n")
        || tail.endsWith("@look between\n")
        || tail.endsWith("@look after\n");
  }

  /** The line for the machine that waits. */
  String answer(Report report) throws IOException {
    if (report.isAfter()) {
      return line(report, report.loadedAfter(), this::after);
    }
    if (report.isBetween()) {
      return line(report, report.loadedBetween(), this::between);
    }
    before(report);
    return "";
  }

  /** Keeps what doesn't change in a sound kernel. */
  private void before(Report report) throws IOException {
    KernelAreas areas = report.areas();
    for (String name : List.of("code", "rodata")) {
      for (KernelAreas.Area area : areas.named(name).stream().toList()) {
        before.put(name, memory.read(area.physical(), area.size()));
      }
    }
  }

  /** What is wrong in a part of the memory, and then in all of it, once for the same modules. */
  private String line(Report report, Set<String> loaded, Look look) throws IOException {
    KernelAreas areas = report.areas();
    GoneModules gone = new GoneModules(ModuleMap.read(report.trace()), loaded);
    List<String> words = new ArrayList<>();
    look.add(areas, gone, words);
    List<String> most = new ArrayList<>(words.subList(0, Math.min(MOST, words.size())));
    boolean again = report.isAfter() && searched.equals(gone.names());
    if (AllocatedMemory.isKnown(release) && !gone.names().isEmpty() && !again) {
      for (AllocatedMemory.Place place : new AllocatedMemory(memory, areas, gone).places()) {
        most.add(word(ALLOCATED, place.physical(), place.value()));
      }
    }
    if (report.isBetween()) {
      searched = gone.names();
    }
    return String.join(" ", most);
  }

  /** In the kernel itself. */
  private void after(KernelAreas areas, GoneModules gone, List<String> words) throws IOException {
    for (KernelAreas.Area area : areas.areas()) {
      ByteBuffer now = memory.read(area.physical(), area.size());
      if (!area.name().equals("code")) {
        pointers(area.address(), now, gone::holds, words);
      }
      if (before.containsKey(area.name())) {
        changes(area, now, gone, words);
      }
    }
  }

  /**
   * In the kernel's own modules of the run, which are still there. A module keeps addresses of what
   * it had only for its load function.
   */
  private void between(KernelAreas areas, GoneModules gone, List<String> words) throws IOException {
    Optional<PageTables> tables = PageTables.of(memory, areas);
    if (tables.isPresent() && !gone.names().isEmpty()) {
      for (ModuleMap.Range range : gone.modules().ofKernel(gone.loaded())) {
        for (long page = range.base();
            page < range.base() + range.size();
            page += GuestMemory.PAGE) {
          ByteBuffer now = tables.get().data(page);
          pointers(page, now, value -> gone.holds(value) && !gone.isReused(value), words);
        }
      }
    }
  }

  private static void pointers(
      long address, ByteBuffer now, LongPredicate counts, List<String> words) {
    for (int at = 0; at + 8 <= now.limit(); at += 8) {
      long value = now.getLong(at);
      if (GoneModules.mayHold(value) && counts.test(value)) {
        words.add(word(POINTER, address + at, value));
      }
    }
  }

  private void changes(
      KernelAreas.Area area, ByteBuffer now, GoneModules gone, List<String> words) {
    ByteBuffer old = before.get(area.name());
    KernelText text = new KernelText(area, old, now, gone);
    int at = old.mismatch(now);
    while (at >= 0 && at < now.limit()) {
      if (area.name().equals("code")) {
        int changed = at;
        text.fault(at).ifPresent(to -> words.add(word(CHANGE, area.address() + changed, to)));
        at = text.next(at);
      } else {
        at = at / 8 * 8;
        words.add(word(CHANGE, area.address() + at, now.getLong(at)));
        at += 8;
      }
      int rest = old.slice(at, old.limit() - at).mismatch(now.slice(at, now.limit() - at));
      at = rest < 0 ? -1 : at + rest;
    }
  }

  private static String word(String kind, long address, long value) {
    return kind + ":" + Long.toHexString(address) + ":" + Long.toHexString(value);
  }
}
