package dlkm.rehearse;

import java.util.List;

/** What the kernel, or its silence, said about the run. Clean if there is no finding. */
public record Verdict(List<Finding> findings, List<String> notes) {

  public Verdict {
    findings = List.copyOf(findings);
    notes = List.copyOf(notes);
  }

  public boolean isClean() {
    return findings.isEmpty();
  }
}
