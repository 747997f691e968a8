package dlkm.rehearse;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The lines by which a kernel's reports are known. Each pattern is the whole form in which the
 * kernel writes the line, with its numbers: a driver's message that merely has such a word isn't
 * one.
 */
final class Headlines {

  private record Headline(FindingKind kind, Pattern pattern) {
    Headline(FindingKind kind, String... forms) {
      this(kind, Pattern.compile("^(?:" + String.join("|", forms) + ")"));
    }
  }

  /** The first that fits decides. */
  private static final List<Headline> ALL =
      List.of(
          new Headline(
              FindingKind.SOFT_LOCKUP,
              "watchdog: BUG: soft lockup - CPU#\\d+ stuck for \\d+s! \\["),
          new Headline(
              FindingKind.HARD_LOCKUP,
              "(?:NMI )?watchdog: Watchdog detected hard LOCKUP on cpu \\d+",
              "watchdog: CPU\\d+: Watchdog detected hard LOCKUP"),
          new Headline(
              FindingKind.HUNG_TASK,
              "INFO: task .{1,16}:\\d+ blocked for more than \\d+ seconds\\.$"),
          new Headline(
              FindingKind.RCU_STALL,
              "rcu: INFO: \\S+ (?:self-detected stall on CPU|detected (?:expedited )?stalls)",
              "rcu: \\S+ kthread (?:starved for|timer wakeup didn't happen for) \\d+ jiffies"),
          new Headline(FindingKind.PANIC, "Kernel panic - not syncing: "),
          new Headline(FindingKind.BUG, "kernel BUG at \\S+:\\d+!$"),
          new Headline(
              FindingKind.OOPS,
              "BUG: (?:unable to handle .*|kernel NULL pointer dereference,) (?:for )?address: [0-9a-f]+$",
              "(?:general protection fault|divide error|overflow|invalid opcode|stack segment|stack guard page|int3"
                  + "|bounds|Oops|coprocessor segment overrun|invalid TSS|segment not present"
                  + "|alignment check|unexpected #NM exception|control protection fault|Bad pagetable|(?:fpu|simd|iret) exception)"
                  + "\\b.*: [0-9a-f]{4} \\[#\\d+\\]",
              "kernel tried to execute NX-protected page - exploit attempt\\? \\(uid: \\d+\\)",
              "(?:traps: )?PANIC: double fault",
              "BUG: (?:\\S+ )?stack guard page was hit at "),
          new Headline(
              FindingKind.BUG,
              "BUG: scheduling while atomic: .{1,16}/\\d+/0x[0-9a-f]{8}$",
              "BUG: sleeping function called from invalid context at \\S+:\\d+$",
              "BUG: Bad (?:page (?:state|map|cache) in process|rss-counter state) ",
              "BUG: workqueue leaked (?:lock or atomic|atomic, lock or RCU): ",
              "BUG: workqueue lockup - pool ",
              "BUG: using \\S+ in preemptible \\[\\p{XDigit}+\\] code: ",
              "bad: scheduling from the idle thread!$",
              "BUG: spinlock \\S.* on CPU#\\d+, ",
              "BUG: (?:KASAN|KFENCE|KCSAN): \\S+ in \\S+",
              "BUG \\S+ \\((?:Not tainted|Tainted: .*)\\): ",
              "UBSAN: \\S+ in \\S+:\\d+:\\d+$",
              "pagealloc: (?:memory corruption|single bit error)$"),
          new Headline(
              FindingKind.WARNING,
              "WARNING: CPU: \\d+ PID: \\d+ at \\S+",
              "WARNING: \\S+:\\d+ at \\S+, CPU#\\d+: "),
          new Headline(FindingKind.COMPLAINT, Complaints.FORMS));

  private Headlines() {}

  static Optional<FindingKind> kind(String line) {
    for (Headline headline : ALL) {
      if (headline.pattern.matcher(line).find()) {
        return Optional.of(headline.kind);
      }
    }
    return Optional.empty();
  }
}
