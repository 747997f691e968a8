package dlkm.rehearse;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tasks and their stacks, from the report: {@code task PID NAME}, then the frames. */
record StuckTasks(List<String> lines) {

  /** What a task waits in while the host reads a file for it: how long is the host's business. */
  private static final String HOST = "p9_client_rpc";

  boolean isEmpty() {
    return lines.isEmpty();
  }

  boolean waitsForHost() {
    return lines.stream().anyMatch(line -> line.contains(HOST));
  }

  static boolean waitsForHost(RehearsalFinding finding) {
    return new StuckTasks(finding.lines()).waitsForHost();
  }

  /** {@code insmod (123), rh_thread (124)}. */
  String names() {
    List<String> names = new ArrayList<>();
    for (String line : lines) {
      pid(line).ifPresent(pid -> names.add(name(line) + " (" + pid + ")"));
    }
    return String.join(", ", names);
  }

  /** Whether the kernel's own report of a blocked task is about one of these. */
  boolean has(RehearsalFinding hungTask) {
    return lines.stream()
        .flatMap(line -> pid(line).stream())
        .anyMatch(pid -> hungTask.summary().contains(":" + pid + " blocked"));
  }

  private static Optional<String> pid(String line) {
    return line.startsWith("task ")
        ? Optional.of(line.substring(5, line.indexOf(' ', 5)))
        : Optional.empty();
  }

  private static String name(String line) {
    return line.substring(line.indexOf(' ', 5) + 1);
  }
}
