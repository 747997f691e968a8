package dlkm.rehearse;

import dlkm.rehearse.Finding.Kind;
import dlkm.rehearse.Finding.Logged;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads findings out of the text of a kernel's console. What was said before the run began is not
 * the run's doing, unless the run never began.
 */
final class KernelLog {

  static final String BEGIN = "kmrehearse: the run begins";

  /** Of one finding, the lines that a person wants to see; the log has all. */
  private static final int LONGEST = 40;

  /** A time in brackets, and the thread or processor where the kernel is built to say it. */
  private static final Pattern PREFIX =
      Pattern.compile("^(?:\\[[ 0-9.]+\\](?:\\[ *[CT]\\d+\\])? ?)+");

  private static final Pattern REGISTERS =
      Pattern.compile(
          "^(?:(?:R[A-Z0-9]{2}|RSP|FS|CS|DR\\d|CR2|PKRU|EFLAGS|Code|Modules linked in|Hardware name|"
              + "Last unloaded|Workqueue): ?.*|Hardware name.*)");

  private record Headline(Kind kind, Pattern pattern) {
    Headline(Kind kind, String pattern) {
      this(kind, Pattern.compile(pattern));
    }
  }

  /** The first that is found in a line decides. */
  private static final List<Headline> HEADLINES =
      List.of(
          new Headline(Kind.SOFT_LOCKUP, "BUG: soft lockup"),
          new Headline(Kind.HARD_LOCKUP, "Watchdog detected hard LOCKUP|hard lockup on CPU"),
          new Headline(Kind.HUNG_TASK, "^INFO: task .* blocked for more than"),
          new Headline(Kind.RCU_STALL, "^rcu: INFO: .*(?:stall|starved)"),
          new Headline(Kind.PANIC, "^Kernel panic - not syncing"),
          new Headline(Kind.BUG, "^kernel BUG at "),
          new Headline(
              Kind.OOPS,
              "^BUG: (?:unable to handle|kernel NULL pointer)|^(?:general protection fault|"
                  + "divide error|invalid opcode|stack segment|int3|double fault|Oops)\\b|"
                  + "^kernel tried to execute|^PANIC: |^traps: PANIC"),
          new Headline(Kind.BUG, "^BUG[: ]|^BUG \\S+ \\(|^UBSAN: |^KASAN: |^KFENCE: "),
          new Headline(Kind.WARNING, "^WARNING: "));

  private final List<Logged> findings = new ArrayList<>();
  private Optional<Logged> open = Optional.empty();
  private List<String> lines = new ArrayList<>();

  private KernelLog() {}

  /** What the kernel said since the run began. */
  static List<Logged> findings(String text) {
    KernelLog log = new KernelLog();
    int begin = text.indexOf(BEGIN);
    text.substring(Math.max(begin, 0)).lines().map(KernelLog::plain).forEach(log::line);
    log.end();
    return log.findings;
  }

  /** The lines of a text that a person wants to see, without their times. */
  static List<String> excerpt(String text) {
    return text.lines()
        .map(KernelLog::plain)
        .filter(line -> !line.isBlank() && !REGISTERS.matcher(line).matches())
        .limit(LONGEST)
        .toList();
  }

  private static String plain(String line) {
    return PREFIX.matcher(line).replaceFirst("").stripTrailing();
  }

  private void line(String line) {
    Optional<Kind> kind = kind(line);
    if (kind.isPresent() && !belongs(kind.get())) {
      end();
      open = Optional.of(new Logged(kind.get(), line, List.of()));
    }
    if (open.isEmpty()) {
      return;
    }
    if (lines.size() < LONGEST && !line.isBlank() && !REGISTERS.matcher(line).matches()) {
      lines.add(line);
    }
    if (line.startsWith("---[ end ")) {
      end();
    }
  }

  private static Optional<Kind> kind(String line) {
    for (Headline headline : HEADLINES) {
      if (headline.pattern.matcher(line).find()) {
        return Optional.of(headline.kind);
      }
    }
    return Optional.empty();
  }

  /**
   * Whether a headline is part of the open finding: an oops says what it is in several lines, and a
   * processor that is locked up is made to panic by ourselves.
   */
  private boolean belongs(Kind next) {
    if (open.isEmpty()) {
      return false;
    }
    return switch (open.get().kind()) {
      case OOPS, BUG -> next == Kind.OOPS;
      case SOFT_LOCKUP, HARD_LOCKUP -> next == Kind.PANIC;
      case WARNING, PANIC, HUNG_TASK, RCU_STALL -> false;
    };
  }

  private void end() {
    open.ifPresent(logged -> findings.add(new Logged(logged.kind(), logged.summary(), lines)));
    open = Optional.empty();
    lines = new ArrayList<>();
  }
}
