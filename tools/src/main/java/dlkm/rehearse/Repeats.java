package dlkm.rehearse;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tells a fault that was met again and again once: the same first line of the same module is the
 * same fault.
 */
final class Repeats {

  private record Key(FindingKind kind, String summary, Optional<Blame> blame) {}

  private Repeats() {}

  /** The first of each, with how often there was one. */
  static List<RehearsalFinding> once(List<RehearsalFinding> findings) {
    Map<Key, List<RehearsalFinding>> groups = new LinkedHashMap<>();
    for (RehearsalFinding each : findings) {
      groups
          .computeIfAbsent(
              new Key(each.kind(), each.summary(), each.blame()), _ -> new ArrayList<>())
          .add(each);
    }
    return new ArrayList<>(groups.values().stream().map(Repeats::counted).toList());
  }

  private static RehearsalFinding counted(List<RehearsalFinding> same) {
    RehearsalFinding first = same.getFirst();
    return same.size() == 1
        ? first
        : RehearsalFinding.of(
                first.kind(), first.summary() + " (" + same.size() + " times)", first.lines())
            .by(first.blame());
  }
}
