package dlkm.check;

import java.util.List;

/**
 * The verdict on one module: whether a kernel would load it.
 *
 * @param file the file as it was named, or found
 * @param name the module's own name; empty where it can't be read
 * @param asked whether it was asked for, and not only checked as a dependency
 */
public record ModuleVerdict(String file, String name, boolean asked, List<CheckFinding> findings) {

  public ModuleVerdict {
    findings = List.copyOf(findings);
  }

  /** Whether the kernel would load it, and not be harmed. */
  public boolean accepted() {
    for (CheckFinding finding : findings) {
      if (finding.severity() != Severity.WARNS) {
        return false;
      }
    }
    return true;
  }

  /** The name of the error that the system call would end with; empty where it wouldn't. */
  public String errno() {
    String errno = "";
    LoadStage kind = LoadStage.ALIASES;
    for (CheckFinding finding : findings) {
      boolean first = errno.isEmpty();
      if (finding.severity() == Severity.REFUSES
          && (first || finding.kind() == kind && kind.lastCounts())) {
        errno = finding.errno();
        kind = finding.kind();
      }
    }
    return errno;
  }
}
