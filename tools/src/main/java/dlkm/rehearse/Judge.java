package dlkm.rehearse;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes the verdict out of the kernel's log, the report, and how the machine ended. */
final class Judge {

  private final Report report;
  private final List<Finding> findings = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  private Judge(Report report) {
    this.report = report;
  }

  /**
   * The verdict.
   *
   * @param log the log until the machine was asked where it hangs, or until its end
   * @param hang that it hung, with what it said then
   */
  static Verdict verdict(String log, Report report, Optional<Finding.Hang> hang) {
    Judge judge = new Judge(report);
    judge.findings.addAll(KernelLog.findings(log));
    hang.ifPresent(judge.findings::add);
    judge.earlyEnd();
    judge.taint();
    judge.refused();
    judge.leaks();
    return new Verdict(judge.findings, judge.notes);
  }

  private void earlyEnd() {
    if (findings.isEmpty() && !report.isDone()) {
      findings.add(
          new Finding.EarlyEnd(
              report.status().isPresent()
                  ? "the machine ended before it was shut down"
                  : "the machine ended before the command did"));
    }
  }

  private void taint() {
    Finding.NewTaint taint = Taint.finding(report.newTaint());
    if (!taint.flags().isEmpty()) {
      findings.add(taint);
    }
  }

  /** Modules of the kernel's own tree may well be there to stay: they aren't what is rehearsed. */
  private void refused() {
    for (String line : report.refused()) {
      int space = line.indexOf(' ');
      String module = space < 0 ? line : line.substring(0, space);
      if (isOutOfTree(module)) {
        findings.add(new Finding.RefusedUnload(module, space < 0 ? "" : line.substring(space + 1)));
      }
    }
  }

  private boolean isOutOfTree(String module) {
    for (String line : report.stillLoaded()) {
      if (line.startsWith(module + " ")) {
        int taints = line.lastIndexOf('(');
        return taints > 0 && line.indexOf('O', taints) > 0;
      }
    }
    return false;
  }

  /** What a module that is still loaded has is no leak, and nobody can tell which is whose. */
  private void leaks() {
    List<String> loaded = report.stillLoaded();
    if (!loaded.isEmpty()) {
      notes.add("leaks not looked for: still loaded: " + names(loaded));
      return;
    }
    leaks("device number", "devices");
    leaks("misc device", "misc");
    for (String path : report.added("sysfs")) {
      // A mounted file system has one; no module makes them.
      if (!path.startsWith("/sys/class/bdi/")) {
        findings.add(new Finding.Leak(what(path), path));
      }
    }
  }

  private void leaks(String what, String section) {
    for (String line : report.added(section)) {
      findings.add(new Finding.Leak(what, line.strip()));
    }
  }

  private static String what(String path) {
    if (path.startsWith("/sys/class/")) {
      return "class entry";
    }
    return path.startsWith("/sys/dev/") ? "device" : "driver";
  }

  private static String names(List<String> modules) {
    return String.join(
        ", ", modules.stream().map(line -> line.substring(0, line.indexOf(' '))).toList());
  }
}
