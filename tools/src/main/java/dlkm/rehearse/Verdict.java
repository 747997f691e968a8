package dlkm.rehearse;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the kernel, or its silence, said about the run.
 *
 * @param findings what is wrong; the run is not clean
 * @param doubt why nothing can be said, where that is so: the run is neither clean nor not clean
 */
public record Verdict(List<RehearsalFinding> findings, List<String> notes, Optional<String> doubt) {

  public Verdict {
    findings = List.copyOf(findings);
    notes = List.copyOf(notes);
  }

  /** The same with one more note, if there is one. */
  Verdict with(Optional<String> note) {
    List<String> more = new ArrayList<>(notes);
    note.ifPresent(more::add);
    return new Verdict(findings, more, doubt);
  }

  public boolean isClean() {
    return findings.isEmpty() && doubt.isEmpty();
  }

  /** What was found stands, even where the rest of the run can't be judged. */
  public boolean isInconclusive() {
    return findings.isEmpty() && doubt.isPresent();
  }
}
