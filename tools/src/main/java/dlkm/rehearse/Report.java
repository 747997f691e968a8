package dlkm.rehearse;

import dlkm.boot.BootRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What the machine's first process said: sections that begin with {@code @NAME PHASE}, and single
 * lines of the same shape.
 */
final class Report {

  private static final Set<String> PHASES = Set.of("before", "between", "after");

  private final Map<String, List<String>> sections = new HashMap<>();

  static Report parse(String text) {
    Report report = new Report();
    List<String> section = new ArrayList<>();
    for (String line : text.lines().toList()) {
      if (line.startsWith("@")) {
        section = report.begin(line);
      } else {
        section.add(line);
      }
    }
    return report;
  }

  /** {@code @refused m why} adds {@code m why} to "refused"; {@code @misc after} begins one. */
  private List<String> begin(String line) {
    int space = line.indexOf(' ');
    String name = line.substring(1, space < 0 ? line.length() : space);
    String rest = space < 0 ? "" : line.substring(space + 1);
    if (PHASES.contains(rest) || name.equals("memory")) {
      return sections.computeIfAbsent(name + " " + rest, _ -> new ArrayList<>());
    }
    List<String> lines = sections.computeIfAbsent(name, _ -> new ArrayList<>());
    lines.add(rest);
    return lines;
  }

  private List<String> section(String name) {
    return sections.getOrDefault(name, List.of());
  }

  /** Whether the command was begun. */
  boolean isReady() {
    return sections.containsKey("ready");
  }

  /** Whether the machine came to its orderly end. */
  boolean isDone() {
    return sections.containsKey("done");
  }

  /** The command's exit status, if it came to its end. */
  OptionalInt status() {
    List<String> lines = section("status");
    return lines.isEmpty()
        ? OptionalInt.empty()
        : OptionalInt.of(Integer.parseInt(lines.getFirst().strip()));
  }

  /** What the boot noted about our modules. */
  BootRecord boot() {
    StringBuilder text = new StringBuilder();
    section("boot after").forEach(line -> text.append(line).append('\n'));
    return BootRecord.parse(text.toString());
  }

  /** What the kernel's taint word got during the run. */
  long newTaint() {
    return sections.containsKey("end after") ? taint("after") & ~taint("before") : 0;
  }

  private long taint(String phase) {
    List<String> lines = section("taint " + phase);
    return lines.isEmpty() ? 0 : Long.parseLong(lines.getLast().strip());
  }

  /** Modules that the kernel did not unload: name, blank, reason. */
  List<String> refused() {
    return section("refused");
  }

  /** Modules that the kernel did unload. */
  List<String> unloaded() {
    return section("unloaded");
  }

  /** The kernel's own modules at the end, by name: those that don't taint it as from outside. */
  Set<String> kernelsModules() {
    Set<String> names = new HashSet<>();
    for (String line : section("modules after")) {
      int taint = line.indexOf('(');
      if (taint < 0 || line.indexOf('O', taint) < 0) {
        names.add(line.substring(0, Math.max(0, line.indexOf(' '))));
      }
    }
    return names;
  }

  /** The modules that were loaded before the run, by name. */
  Set<String> loadedBefore() {
    return loaded("before");
  }

  /** The modules that were loaded when those from outside the kernel's tree had gone, by name. */
  Set<String> loadedBetween() {
    return loaded("between");
  }

  /** The modules that are loaded at the end, by name. */
  Set<String> loadedAfter() {
    return loaded("after");
  }

  private Set<String> loaded(String phase) {
    Set<String> names = new HashSet<>();
    for (String line : section("modules " + phase)) {
      names.add(line.substring(0, line.indexOf(' ')));
    }
    return names;
  }

  /** The lines of {@code /proc/modules} of modules that the run loaded and that are still there. */
  List<String> stillLoaded() {
    Set<String> before = loadedBefore();
    List<String> loaded = new ArrayList<>();
    for (String line : section("modules after")) {
      if (!before.contains(line.substring(0, line.indexOf(' ')))) {
        loaded.add(line);
      }
    }
    return loaded;
  }

  /** Whether a module that is still there taints the kernel as from outside its tree. */
  boolean isOutOfTree(String module) {
    for (String line : stillLoaded()) {
      if (line.startsWith(module + " ")) {
        int taints = line.lastIndexOf('(');
        return taints > 0 && line.indexOf('O', taints) > 0;
      }
    }
    return false;
  }

  /** Whether the machine came as far as to look at what was left. */
  boolean isComplete() {
    return sections.containsKey("end after");
  }

  /** The lines of the census that were not there before. */
  List<String> left() {
    return section("new after");
  }

  /** The kernel's trace of what modules made and took back, and of what they said. */
  List<String> held() {
    return section("held after");
  }

  /** Where the kernel is. */
  KernelAreas areas() {
    return KernelAreas.parse(section("areas before"));
  }

  /** Whether it waits until its memory was looked at before the kernel's own modules go. */
  boolean isBetween() {
    return sections.containsKey("look between");
  }

  /** Whether it waits until its memory was looked at for the last time. */
  boolean isAfter() {
    return sections.containsKey("look after");
  }

  /** What was seen then, with names: {@code KIND ADDRESS VALUE SYMBOL}. */
  List<String> seen() {
    return section("seen after");
  }

  /** Memory that was allocated from addresses that have no name any more. */
  List<String> allocated() {
    return section("allocated after");
  }

  /** The kernel's trace of loading and unloading modules. */
  List<String> trace() {
    return section("trace");
  }

  /** Whether the command's time was over before it came to its end. */
  boolean isHung() {
    return sections.containsKey("hung after");
  }

  /** Tasks that were stuck then, with their stacks. */
  List<String> hung() {
    return section("hung after");
  }

  /** What the command's own tasks were doing then. */
  List<String> running() {
    return section("running after");
  }

  /** Modules whose unload did not come to its end. */
  List<String> unloading() {
    return section("unloading");
  }

  /** Whether something was busy so often that the machine settled for less long. */
  boolean isBusy() {
    return sections.containsKey("busy");
  }

  /** Where the kernel waits that was to power off. */
  List<String> power() {
    return section("power after");
  }

  /** Tasks that can't be woken at the end, with their stacks. */
  List<String> blocked() {
    return section("blocked after");
  }

  /**
   * How much one of the kernel's counters grew, if the kernel has it and the machine came so far.
   */
  OptionalLong counted(String counter) {
    OptionalLong before = counter("before", counter);
    OptionalLong after = counter("after", counter);
    return isComplete() && before.isPresent() && after.isPresent()
        ? OptionalLong.of(after.getAsLong() - before.getAsLong())
        : OptionalLong.empty();
  }

  private OptionalLong counter(String phase, String name) {
    return section("counters " + phase).stream()
        .filter(line -> line.startsWith(name + " "))
        .mapToLong(line -> Long.parseLong(line.substring(name.length() + 1).strip()))
        .findFirst();
  }

  /** The objects in use of each cache, before the first round and after each. */
  List<Map<String, Long>> memory() {
    List<Map<String, Long>> rounds = new ArrayList<>();
    while (sections.containsKey("memory " + rounds.size())) {
      Map<String, Long> caches = new HashMap<>();
      for (String line : section("memory " + rounds.size())) {
        int space = line.indexOf(' ');
        int second = line.indexOf(' ', space + 1);
        caches.put(line.substring(0, space), Long.parseLong(line.substring(space + 1, second)));
      }
      rounds.add(caches);
    }
    return rounds;
  }
}
