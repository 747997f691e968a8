package dlkm.rehearse;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Tasks and their stacks, from the report: {@code task PID NAME}, then the frames. */
record StuckTasks(List<String> lines) {

  /** What a task waits in while the host reads a file for it: how long is the host's business. */
  private static final String HOST = "p9_client_rpc";

  /** What a task waits in for a disk. */
  private static final String DISK = "io_schedule+0x";

  /** The innermost frame of a task that sleeps for a time, however long, and wakes by itself. */
  private static final Pattern TIMED =
      Pattern.compile("\\[<0>\\] (?:msleep|\\w*_timeout\\w*)\\+0x.*");

  /** Those of a section of the report that nothing but another task can wake. */
  static StuckTasks of(List<String> section) {
    List<String> stuck = new ArrayList<>();
    List<String> task = new ArrayList<>();
    for (String line : section) {
      if (pid(line).isPresent()) {
        keep(task, stuck);
        task.clear();
      }
      task.add(line);
    }
    keep(task, stuck);
    return new StuckTasks(stuck);
  }

  private static void keep(List<String> task, List<String> stuck) {
    if (task.size() < 2 || !TIMED.matcher(task.get(1)).matches()) {
      stuck.addAll(task);
    }
  }

  /** These, and then those of another section that are not among them. */
  List<String> and(List<String> section) {
    List<String> all = new ArrayList<>(lines);
    boolean isOther = false;
    for (String line : section) {
      isOther = pid(line).isPresent() ? !lines.contains(line) : isOther;
      if (isOther) {
        all.add(line);
      }
    }
    return all;
  }

  boolean isEmpty() {
    return lines.isEmpty();
  }

  boolean waitsForHost() {
    return lines.stream().anyMatch(line -> line.contains(HOST));
  }

  static boolean waitsForHost(RehearsalFinding finding) {
    return new StuckTasks(finding.lines()).waitsForHost();
  }

  static boolean waitsForDisk(RehearsalFinding finding) {
    return finding.lines().stream().anyMatch(line -> line.contains(DISK));
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
