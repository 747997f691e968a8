package dlkm.rehearse;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the modules of a run left behind, and what could not be looked for. What a module that is
 * still loaded has is no leak, and nobody can tell which is whose: with one from outside the tree
 * all may be its, with the kernel's own all but what is by its name another's.
 */
record LeftBehind(List<RehearsalFinding> findings, List<String> notes) {

  static LeftBehind of(Report report, ModuleMap map, Culprit culprit) {
    List<String> loaded = report.stillLoaded().stream().map(LeftBehind::name).toList();
    boolean isOurs = loaded.stream().anyMatch(report::isOutOfTree);
    if (isOurs || !loaded.isEmpty() && map.outOfTree().isEmpty()) {
      String note = "leaks not looked for: still loaded: " + String.join(", ", loaded);
      return new LeftBehind(List.of(), List.of(note));
    }
    List<RehearsalFinding> findings = new ArrayList<>();
    findings.addAll(HeldObjects.of(report.held(), culprit));
    findings.addAll(ciphers(report, map, culprit));
    findings.addAll(listed(report, map, culprit));
    findings.addAll(LeakedObjects.of(report.allocated(), culprit));
    if (loaded.isEmpty()) {
      findings.addAll(totals(report, map, culprit));
      return new LeftBehind(findings, List.of());
    }
    String note =
        "leaks looked for only by a module's name: still loaded: " + String.join(", ", loaded);
    return new LeftBehind(findings, List.of(note));
  }

  /** Of a line of {@code /proc/modules}. */
  private static String name(String line) {
    return line.substring(0, line.indexOf(' '));
  }

  private static List<RehearsalFinding> ciphers(Report report, ModuleMap map, Culprit culprit) {
    Ciphers ciphers = new Ciphers(report.left());
    return map.outOfTree().isEmpty() || !ciphers.hold(report.stillLoaded())
        ? List.of()
        : ciphers.leaks().stream().map(leak -> leak.by(culprit.onlyOne())).toList();
  }

  private static List<RehearsalFinding> listed(Report report, ModuleMap map, Culprit culprit) {
    boolean isAll = report.stillLoaded().isEmpty();
    Set<String> modules = map.outOfTree();
    List<RehearsalFinding> findings = new ArrayList<>();
    for (RehearsalFinding leak : Leaks.of(report.left(), report.kernelsModules())) {
      RehearsalFinding named = LeakedMemory.large(leak, culprit);
      if (isAll || isByName(named, modules)) {
        Optional<Blame> blame = named.blame().or(() -> Leaks.owner(named, modules));
        findings.add(named.by(blame));
      }
    }
    return findings;
  }

  private static boolean isByName(RehearsalFinding leak, Set<String> modules) {
    return leak.blame().map(Blame::module).filter(modules::contains).isPresent()
        || modules.stream().anyMatch(module -> Leaks.isWord(module, leak.summary()));
  }

  /** What no list of objects shows. */
  private static List<RehearsalFinding> totals(Report report, ModuleMap map, Culprit culprit) {
    List<RehearsalFinding> leaks = new ArrayList<>(LeakedMemory.growing(report.memory()));
    if (!map.outOfTree().isEmpty()) {
      leaks.addAll(LeakedMemory.large(report::counted));
    }
    return leaks.stream().map(leak -> leak.by(culprit.onlyOne())).toList();
  }
}
