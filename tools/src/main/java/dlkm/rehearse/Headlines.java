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
              "(?:general protection fault|divide error|invalid opcode|stack segment|stack guard page|int3"
                  + "|bounds|Oops|coprocessor segment overrun|invalid TSS|segment not present"
                  + "|alignment check|control protection fault)\\b.*: [0-9a-f]{4} \\[#\\d+\\]",
              "kernel tried to execute NX-protected page - exploit attempt\\? \\(uid: \\d+\\)",
              "(?:traps: )?PANIC: double fault",
              "BUG: (?:\\S+ )?stack guard page was hit at "),
          new Headline(
              FindingKind.BUG,
              "BUG: scheduling while atomic: .{1,16}/\\d+/0x[0-9a-f]{8}$",
              "BUG: sleeping function called from invalid context at \\S+:\\d+$",
              "BUG: Bad (?:page state in process|page map in process|rss-counter state) ",
              "BUG: workqueue leaked (?:lock or atomic|atomic, lock or RCU): ",
              "BUG: workqueue lockup - pool ",
              "BUG: using \\S+ in preemptible \\[\\p{XDigit}+\\] code: ",
              "bad: scheduling from the idle thread!$",
              "BUG: spinlock \\S.* on CPU#\\d+, ",
              "BUG: (?:KASAN|KFENCE|KCSAN): \\S+ in \\S+",
              "BUG \\S+ \\((?:Not tainted|Tainted: .*)\\): ",
              "UBSAN: \\S+ in \\S+:\\d+:\\d+$"),
          new Headline(
              FindingKind.WARNING,
              "WARNING: CPU: \\d+ PID: \\d+ at \\S+",
              "WARNING: \\S+:\\d+ at \\S+, CPU#\\d+: "),
          new Headline(
              FindingKind.COMPLAINT,
              "sysfs: cannot create duplicate filename '",
              "kobject_add_internal failed for .* with -EEXIST, don't try to register things",
              "kobject_add_internal failed for .* \\(error: -\\d+ parent: .*\\)$",
              "kobject \\(\\S+\\): tried to init an initialized object, something is seriously wrong\\.$",
              "Error: Driver '.*' is already registered, aborting\\.\\.\\.$",
              "softirq: huh, entered softirq \\d+ .* with preempt_count [0-9a-f]{8}, exited with",
              "(?:fill_read_buffer|dev_attr_show): .*\\+0x.* returned bad count$",
              "(?:resource: )?Trying to free nonexistent resource <",
              "VFS: Busy inodes after unmount of ",
              "kobject: can not set name properly!$",
              "do_init_module: '.*'->init suspiciously returned -?\\d+",
              "genirq: Flags mismatch irq \\d+\\. [0-9a-f]{8} \\(.*\\) vs\\. [0-9a-f]{8}",
              "irq \\d+: nobody cared \\(try booting with",
              "sysctl duplicate entry: /",
              "sysctl table check failed: ",
              "debugfs: (?:Directory|File) '.*' with parent '.*' already present!$",
              "unregister_netdevice: waiting for \\S+ to become free\\. Usage count = -?\\d+"));

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
