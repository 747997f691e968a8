package dlkm.rehearse;

import java.util.List;
import java.util.Optional;

/**
 * One thing that is wrong with the kernel after a run.
 *
 * @param summary one line that says what it is
 * @param lines the kernel's own lines that say so; empty where it said nothing
 * @param blame whose code it was, where that is known
 */
public record RehearsalFinding(
    FindingKind kind, String summary, List<String> lines, Optional<Blame> blame) {

  public RehearsalFinding {
    lines = List.copyOf(lines);
  }

  static RehearsalFinding of(FindingKind kind, String summary) {
    return new RehearsalFinding(kind, summary, List.of(), Optional.empty());
  }

  static RehearsalFinding of(FindingKind kind, String summary, List<String> lines) {
    return new RehearsalFinding(kind, summary, lines, Optional.empty());
  }

  RehearsalFinding by(Optional<Blame> culprit) {
    return new RehearsalFinding(kind, summary, lines, culprit);
  }

  /** The finding's name, for people and programs alike. */
  public String name() {
    return kind.shown();
  }

  /** One sentence: what it means, and what to look at. */
  public String meaning() {
    return kind.meaning();
  }
}
