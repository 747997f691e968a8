package dlkm.rehearse;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Memory that is still allocated though the module that asked for it is gone: the kernel's list of
 * large areas has the caller, and its totals and caches grow. For small objects see {@link
 * LeakedObjects}.
 */
final class LeakedMemory {

  private static final Pattern RECLAIMED =
      Pattern.compile("dentry|.*inode.*|radix_tree_node|buffer_head|kmalloc-rcl-.*");

  private static final Pattern AREA =
      Pattern.compile("^(\\d+) (?:0x)?(ffffffff[a-f]\\p{XDigit}{7})$");

  /**
   * A total of the kernel's memory, and its growth in kB that is more than any run leaves. Of
   * memory of each processor, the kernel keeps one free piece of 2 MB.
   */
  private record Total(String name, String shown, long least) {}

  private static final List<Total> TOTALS =
      List.of(
          new Total("pages", "pages (alloc_pages)", 6 << 10),
          new Total("slab", "slab memory (kmalloc)", 8 << 10),
          new Total("percpu", "memory of each processor (alloc_percpu)", 3 << 10));

  /** Rounds from which on a cache that grows in each is told. */
  private static final int ENOUGH_ROUNDS = 3;

  private LeakedMemory() {}

  /** What a clean run doesn't say of memory, where modules from outside the tree came and went. */
  static Optional<String> unseen(Report report, Effort effort) {
    boolean isSeen = effort.thorough() || effort.rounds() >= ENOUGH_ROUNDS;
    Set<String> modules = ModuleMap.read(report.trace()).outOfTree();
    return isSeen || report.unloaded().stream().noneMatch(modules::contains)
        ? Optional.empty()
        : Optional.of(
            "leaks of less than 8 MB of kmalloc or 6 MB of pages not looked for: --thorough looks for the first");
  }

  /** Of a large area, the summary has the size and the caller's address. */
  static RehearsalFinding large(RehearsalFinding leak, Culprit culprit) {
    Matcher area = AREA.matcher(leak.summary());
    if (leak.kind() != FindingKind.MEMORY || !area.matches()) {
      return leak;
    }
    Optional<Blame> blame = culprit.of(List.of(area.group(2)));
    String who = blame.map(Blame::shown).orElse("a module that is gone");
    String text = area.group(1) + " bytes of vmalloc or ioremap by " + who;
    return RehearsalFinding.of(FindingKind.MEMORY, text).by(blame);
  }

  /**
   * Memory that no list of areas or objects shows, by the kernel's totals.
   *
   * @param growth how much a total grew, in kB
   */
  static List<RehearsalFinding> large(Function<String, OptionalLong> growth) {
    List<RehearsalFinding> leaks = new ArrayList<>();
    for (Total total : TOTALS) {
      OptionalLong grown = growth.apply(total.name());
      if (grown.isPresent() && grown.getAsLong() >= total.least()) {
        leaks.add(
            RehearsalFinding.of(
                FindingKind.MEMORY,
                "about " + grown.getAsLong() / 1024 + " MB of " + total.shown()));
      }
    }
    return leaks;
  }

  /**
   * Caches that have more objects after each round: one round less one is what all may need once.
   * Those that the kernel shrinks when it needs memory grow with the files that a round reads.
   */
  static List<RehearsalFinding> growing(List<Map<String, Long>> rounds) {
    List<RehearsalFinding> leaks = new ArrayList<>();
    if (rounds.size() < 3) {
      return leaks;
    }
    for (String cache : new TreeMap<>(rounds.getLast()).keySet()) {
      long least = Long.MAX_VALUE;
      for (int i = 2; i < rounds.size(); i++) {
        least =
            Math.min(
                least,
                rounds.get(i).getOrDefault(cache, 0L) - rounds.get(i - 1).getOrDefault(cache, 0L));
      }
      if (least > 0 && rounds.size() > 3 && !RECLAIMED.matcher(cache).matches()) {
        leaks.add(
            RehearsalFinding.of(
                FindingKind.MEMORY, cache + ": at least " + least + " more a round"));
      }
    }
    return leaks;
  }
}
