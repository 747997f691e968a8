package dlkm.rehearse;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the kernel, or its silence, said about the run. Clean if there is no finding. */
public record Verdict(List<Finding> findings, List<String> notes) {

  public Verdict {
    findings = List.copyOf(findings);
    notes = List.copyOf(notes);
  }

  /** The same with one more note, if there is one. */
  Verdict with(Optional<String> note) {
    List<String> more = new ArrayList<>(notes);
    note.ifPresent(more::add);
    return new Verdict(findings, more);
  }

  public boolean isClean() {
    return findings.isEmpty();
  }
}
