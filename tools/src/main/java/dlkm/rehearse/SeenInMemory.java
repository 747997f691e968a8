package dlkm.rehearse;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Findings from a look at the kernel's own memory: lines {@code KIND ADDRESS VALUE SYMBOL}. Of
 * several places in one variable the first that names a function is told.
 */
final class SeenInMemory {

  /**
   * They hold old addresses, which nobody follows: the stack of the idle task, the bounds of all
   * modules, the tables that were sorted last, kept stacks.
   */
  private static final Set<String> REMAINS =
      Set.of(
          "init_stack",
          "init_thread_union",
          "__start_init_task",
          "mod_tree",
          // The nodes of load functions that are gone, which lead to their former neighbours.
          "__this_module",
          "cur_orc_table",
          "cur_orc_ip_table",
          // Stacks that the kernel's own checks keep: kfence, lockdep.
          "kfence_metadata",
          "stack_trace",
          "lock_classes",
          "list_entries");

  private static final int SLAB = 7;

  private SeenInMemory() {}

  /** In the kernel's own data and code. */
  static List<RehearsalFinding> of(List<String> lines, Culprit culprit) {
    Map<String, RehearsalFinding> found = new LinkedHashMap<>();
    for (List<String> words : words(lines)) {
      if (counts(words) && !REMAINS.contains(symbol(words))) {
        RehearsalFinding finding = finding(words, culprit);
        found.merge(
            finding.kind() + symbol(words) + finding.blame().map(Blame::module),
            finding,
            SeenInMemory::named);
      }
    }
    return new ArrayList<>(found.values());
  }

  /** In objects that were allocated: one for each module. */
  static List<RehearsalFinding> allocated(List<String> lines, Culprit culprit) {
    Map<String, RehearsalFinding> found = new LinkedHashMap<>();
    for (List<String> words : words(lines)) {
      if (words.getFirst().equals(KernelLook.ALLOCATED) && isObject(words.getLast())) {
        Optional<Blame> blame = culprit.of(List.of(words.get(2)));
        String text =
            "an object of the kernel points to "
                + blame.map(Blame::shown).orElse("a module")
                + ", which is gone";
        found.merge(
            blame.map(Blame::module).orElse(""),
            RehearsalFinding.of(FindingKind.CALLBACK, text).by(blame),
            SeenInMemory::named);
      }
    }
    return new ArrayList<>(found.values());
  }

  private static List<List<String>> words(List<String> lines) {
    return lines.stream()
        .map(line -> List.of(line.strip().split(" ")))
        .filter(words -> words.size() == 4)
        .toList();
  }

  private static RehearsalFinding named(RehearsalFinding one, RehearsalFinding other) {
    return one.blame().flatMap(Blame::function).isPresent() ? one : other;
  }

  /**
   * Whether a page is one of the kernel's allocator, by its flags (the kernel's
   * Documentation/admin-guide/mm/pagemap.rst).
   */
  private static boolean isObject(String flags) {
    return (Long.parseUnsignedLong(flags, 16) >> SLAB & 1) == 1;
  }

  private static RehearsalFinding finding(List<String> words, Culprit culprit) {
    Optional<Blame> blame = culprit.of(List.of(words.get(2)));
    String symbol = symbol(words);
    if (words.getFirst().equals(KernelLook.POINTER)) {
      String whose = blame.map(Blame::shown).orElse("a module");
      return RehearsalFinding.of(
              FindingKind.CALLBACK, symbol + " points to " + whose + ", which is gone")
          .by(blame);
    }
    return RehearsalFinding.of(
            FindingKind.CHANGED_KERNEL,
            (symbol.startsWith("0x") ? "memory" : symbol)
                + " at "
                + words.get(1)
                + " is not as before")
        .by(blame);
  }

  /**
   * A kernel that can't name its data can't tell a list from what is left of a sorted table; code
   * and constants hold no remains.
   */
  private static boolean counts(List<String> words) {
    return words.getFirst().equals(KernelLook.CHANGE)
        || words.getFirst().equals(KernelLook.POINTER)
            && Character.isJavaIdentifierStart(words.getLast().charAt(0));
  }

  /** Without the place in it. */
  private static String symbol(List<String> words) {
    String name = words.getLast();
    return name.replaceFirst("\\+0x.*", "");
  }
}
