package dlkm.rehearse;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

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
      return after(report);
    }
    if (report.isBetween()) {
      return between(report);
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

  /** What is wrong now. */
  private String after(Report report) throws IOException {
    ModuleMap modules = ModuleMap.read(report.trace());
    Set<String> loaded =
        report.stillLoaded().stream()
            .map(line -> line.substring(0, line.indexOf(' ')))
            .collect(Collectors.toSet());
    GoneModules gone = new GoneModules(modules, loaded);
    List<String> words = new ArrayList<>();
    for (KernelAreas.Area area : report.areas().areas()) {
      ByteBuffer now = memory.read(area.physical(), area.size());
      if (!area.name().equals("code")) {
        pointers(area.address(), now, gone, words);
      }
      if (before.containsKey(area.name())) {
        changes(area, now, gone, words);
      }
    }
    return line(words, gone, report);
  }

  /**
   * What is wrong while the kernel's own modules of the run are still there, and what they have
   * with them.
   */
  private String between(Report report) throws IOException {
    ModuleMap modules = ModuleMap.read(report.trace());
    GoneModules gone = new GoneModules(modules, report.loadedBetween());
    List<String> words = new ArrayList<>();
    Optional<PageTables> tables = PageTables.of(memory, report.areas());
    if (tables.isPresent() && !gone.isEmpty()) {
      for (ModuleMap.Range range : modules.ofKernel(report.loadedBetween())) {
        for (long page = range.base();
            page < range.base() + range.size();
            page += PageTables.PAGE) {
          ofModule(page, tables.get().data(page), gone, words);
        }
      }
    }
    return line(words, gone, report);
  }

  private String line(List<String> words, GoneModules gone, Report report) throws IOException {
    List<String> most = new ArrayList<>(words.subList(0, Math.min(MOST, words.size())));
    if (!gone.isEmpty() && AllocatedMemory.isKnown(release)) {
      for (AllocatedMemory.Place place :
          new AllocatedMemory(memory, report.areas(), gone).places()) {
        most.add(word(ALLOCATED, place.physical(), place.value()));
      }
    }
    return String.join(" ", most);
  }

  private static void pointers(long address, ByteBuffer now, GoneModules gone, List<String> words) {
    for (int at = 0; at + 8 <= now.limit(); at += 8) {
      long value = now.getLong(at);
      if (GoneModules.mayHold(value) && gone.holds(value)) {
        words.add(word(POINTER, address + at, value));
      }
    }
  }

  /** A module keeps addresses of what it had only for its load function. */
  private static void ofModule(long address, ByteBuffer now, GoneModules gone, List<String> words) {
    for (int at = 0; at + 8 <= now.limit(); at += 8) {
      long value = now.getLong(at);
      if (GoneModules.mayHold(value) && gone.holds(value) && !gone.isReused(value)) {
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
