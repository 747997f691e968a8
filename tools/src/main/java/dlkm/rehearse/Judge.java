package dlkm.rehearse;

import static java.util.stream.Collectors.toSet;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Makes the verdict out of the kernel's log, the report, and how the machine ended. */
final class Judge {

  /** What the kernel reports with its stack, and without a taint. */
  private static final Pattern UNCOUNTED =
      Pattern.compile(
          "UBSAN: |pagealloc: |workqueue leaked |using |bad: scheduling from |spinlock ");

  /**
   * Said once where the stack of a task is read that is about to run on, and in a function whose
   * return our own probes watch.
   */
  private static final Pattern OWN_WARNING = Pattern.compile(" rethook_find_ret_addr\\+");

  private final Report report;
  private final ModuleMap modules;
  private final Culprit culprit;
  private final StuckTasks stuck;
  private List<RehearsalFinding> findings = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private Optional<String> doubt;
  private boolean slowDisk;
  private int ownWarnings;

  private Judge(Report report, FunctionNames names, MachineEnding ending) {
    this.report = report;
    this.modules = ModuleMap.read(report.trace());
    modules.addEarlier(report.loadedBefore());
    this.culprit = new Culprit(modules, names);
    this.stuck = StuckTasks.of(report.isHung() ? report.hung() : report.blocked());
    this.doubt = ending.doubt();
  }

  /**
   * The verdict.
   *
   * @param log the log until the machine was interrupted, or until its end
   */
  static Verdict verdict(String log, Report report, MachineEnding ending, FunctionNames names) {
    Judge judge = new Judge(report, names, ending);
    judge.knowModule(log);
    judge.findings.addAll(FreedTwice.of(report.trace(), judge.culprit));
    judge.logged(ModulesWords.mark(log, report.held()));
    judge.findings = Repeats.once(judge.findings);
    judge.dropConsequences();
    if (judge.hasDied()) {
      judge.dropWaiting();
    } else {
      judge.stuck(ending);
      judge.hung();
      judge.power();
    }
    judge.askedToEnd();
    judge.earlyEnd(log);
    if (judge.slowDisk) {
      judge.notes.add("the host was slow to read or write the machine's disk");
    }
    if (report.isBusy()) {
      judge.notes.add("the guest was often busy, and some of its waits were cut short");
    }
    Taint.finding(judge.newTaint()).ifPresent(judge.findings::add);
    Taint.note(report.newTaint()).ifPresent(judge.notes::add);
    judge.refused();
    judge.findings.addAll(SeenInMemory.of(report.seen(), judge.culprit));
    judge.leaks();
    judge.allocated();
    judge.coped();
    return new Verdict(judge.culprit.blame(judge.findings), judge.notes, judge.doubt);
  }

  /**
   * A machine that died reports none of the modules that it loaded, or not all. The kernel's
   * reports have all that are loaded, and the log has the first.
   */
  private void knowModule(String log) {
    if (report.isReady() && !report.isDone()) {
      GuestLog.linkedIn(log).forEach(modules::add);
      if (modules.isEmpty()) {
        GuestLog.outOfTree(log).ifPresent(modules::add);
      }
    }
  }

  /**
   * A report counts when the kernel's own counters agree, as far as the machine came to tell them:
   * nothing counts what happens while it is switched off.
   */
  private void logged(String log) {
    int end = log.lastIndexOf(GuestLog.END);
    during(end < 0 ? log : log.substring(0, end));
    if (end >= 0) {
      findings.addAll(GuestLog.findings(log.substring(end)));
    }
  }

  private void during(String log) {
    for (RehearsalFinding finding : GuestLog.findings(log)) {
      if (finding.kind() == FindingKind.WARNING && OWN_WARNING.matcher(finding.summary()).find()) {
        ownWarnings++;
      } else if (StuckTasks.waitsForHost(finding) && finding.kind() == FindingKind.HUNG_TASK) {
        doubt = doubt.or(() -> Optional.of("a task waited for files of the host"));
      } else if (waitedForDisk(finding, log)) {
        slowDisk = true;
      } else if (report.isComplete() ? isCounted(finding) : doubt.isEmpty() || isWhole(finding)) {
        findings.add(finding);
      }
    }
  }

  /**
   * While a machine waits for its disk, its idle time is skipped: what the host takes milliseconds
   * for may be minutes there. A task that waits at the end too has lost its request.
   */
  private boolean waitedForDisk(RehearsalFinding finding, String log) {
    return finding.kind() == FindingKind.HUNG_TASK
        && StuckTasks.waitsForDisk(finding)
        && GuestLog.hasDisk(log)
        && !stuck.has(finding)
        && finding.lines().stream()
            .noneMatch(line -> modules.outOfTree().stream().anyMatch(m -> names(line, m)));
  }

  private static boolean names(String frame, String module) {
    return frame.contains("[" + module + "]");
  }

  /** An oops where nothing can be killed, or in our first process, ends in a panic: one fault. */
  private void dropConsequences() {
    if (has(FindingKind.OOPS) || has(FindingKind.BUG)) {
      findings.removeIf(
          each ->
              each.kind() == FindingKind.PANIC
                  && (each.summary().contains("Fatal exception")
                      || each.summary().contains("Attempted to kill init")));
    }
  }

  /** Whether a task has died: who waits for what it held waits because of that. */
  private boolean hasDied() {
    return has(FindingKind.OOPS)
        || findings.stream()
            .filter(each -> each.kind() == FindingKind.BUG)
            .anyMatch(each -> has(each, "kernel BUG at "));
  }

  private boolean isCounted(RehearsalFinding finding) {
    long taint = newTaint();
    return switch (finding.kind()) {
      case OOPS -> counted("oops_count", 0, Taint.isOops(taint));
      case WARNING -> counted("warn_count", ownWarnings, Taint.isWarning(taint));
      case BUG ->
          Taint.finding(taint).isPresent()
              || UNCOUNTED.matcher(finding.summary()).lookingAt() && has(finding, "CPU: ");
      // Each of them ends the machine: one that came so far has only read the words.
      case PANIC -> false;
      case SOFT_LOCKUP -> Taint.isLockup(taint);
      case HUNG_TASK -> has(finding, "task:");
      case RCU_STALL -> has(finding, "Call Trace:") || has(finding, "rcu: \t");
      case COMPLAINT -> !Complaints.hasStack(finding.summary()) || has(finding, "CPU: ");
      default -> true;
    };
  }

  /** Whether it has what a driver that only quotes the first line of a report doesn't add. */
  private static boolean isWhole(RehearsalFinding finding) {
    return has(finding, "CPU: ") || has(finding, "Call Trace:") || has(finding, "task:");
  }

  /** Whether a report has the lines that the kernel adds to its first one. */
  private static boolean has(RehearsalFinding finding, String begin) {
    return finding.lines().stream().anyMatch(line -> line.startsWith(begin));
  }

  private boolean counted(String counter, int own, boolean otherwise) {
    OptionalLong count = report.counted(counter);
    return count.isPresent() ? count.getAsLong() > own : otherwise;
  }

  /** Without what our own probes caused. */
  private long newTaint() {
    long taint = report.newTaint();
    return ownWarnings > 0 && !counted("warn_count", ownWarnings, false)
        ? Taint.withoutWarning(taint)
        : taint;
  }

  private void stuck(MachineEnding ending) {
    if (ending.stuck().isPresent() && !has(FindingKind.SOFT_LOCKUP)) {
      findings.add(
          RehearsalFinding.of(FindingKind.KERNEL_HANG, ending.stuck().get(), ending.words()));
    }
  }

  private boolean has(FindingKind kind) {
    return findings.stream().anyMatch(finding -> finding.kind() == kind);
  }

  /**
   * Tasks that are stuck, at the command's limit or at the end; or a command that goes on and on.
   */
  private void hung() {
    if (stuck.isEmpty()) {
      if (report.isHung()) {
        findings.add(
            RehearsalFinding.of(
                    FindingKind.COMMAND_HANG, "the command did not end", report.running())
                .by(loading(report.running())));
      } else if (!report.unloading().isEmpty()) {
        findings.add(
            RehearsalFinding.of(
                    FindingKind.COMMAND_HANG, "the unload did not end", report.running())
                .by(culprit.ours(report.running()).or(this::unloading)));
      }
    } else if (stuck.waitsForHost()) {
      doubt = doubt.or(() -> Optional.of("a task waits for files of the host"));
    } else {
      dropWaiting();
      // Who holds up an unload need not be stuck itself.
      List<String> lines =
          report.unloading().isEmpty() ? stuck.lines() : stuck.and(report.running());
      RehearsalFinding deadlock =
          RehearsalFinding.of(FindingKind.DEADLOCK, stuck.names() + " never wake", lines);
      findings.add(
          report.unloading().isEmpty()
              ? deadlock
              : deadlock.by(culprit.ours(lines).or(this::unloading)));
    }
  }

  /** What waits for a stuck task, as our unload may, is told with it. */
  private void dropWaiting() {
    findings.removeIf(
        each -> each.kind() == FindingKind.HUNG_TASK && (stuck.has(each) || isOurUnload(each)));
  }

  private boolean isOurUnload(RehearsalFinding hungTask) {
    return !report.unloading().isEmpty() && hungTask.summary().startsWith("INFO: task rmmod:");
  }

  /** A load function whose last act is to call another leaves no frame. */
  private Optional<Blame> loading(List<String> stacks) {
    return culprit
        .of(stacks)
        .or(
            () ->
                stacks.stream().anyMatch(frame -> frame.contains(" do_init_module+"))
                    ? culprit.onlyOne()
                    : Optional.empty());
  }

  /** For a stack without a function of the module that is unloaded. */
  private Optional<Blame> unloading() {
    return report.unloading().stream().findFirst().map(name -> new Blame(name, Optional.empty()));
  }

  private void power() {
    if (!report.power().isEmpty()) {
      findings.add(
          RehearsalFinding.of(
              FindingKind.DEADLOCK, "the machine does not power off", report.power()));
    }
  }

  private void earlyEnd(String log) {
    if (findings.isEmpty() && !report.isDone() && doubt.isEmpty()) {
      List<String> stack = GuestLog.end(log);
      RehearsalFinding end =
          RehearsalFinding.of(
              FindingKind.EARLY_END,
              report.status().isPresent()
                  ? "the machine ended before it was shut down"
                  : "the machine ended before the command did",
              stack);
      boolean isWanted =
          stack.isEmpty() ? GuestLog.announcesEnd(log) : TraceStack.isOfProgram(stack);
      findings.add(isWanted ? end : end.by(culprit.of(stack).or(culprit::onlyOne)));
    }
  }

  /** Where there is no program that ends the machine when a module asks for it. */
  private void askedToEnd() {
    List<RehearsalFinding> asked = new ArrayList<>();
    for (List<String> stack : TraceStack.ofEnds(report.trace())) {
      Optional<Blame> blame = culprit.ours(stack);
      if (blame.isPresent()) {
        asked.add(
            RehearsalFinding.of(FindingKind.EARLY_END, "a module ends the machine", stack)
                .by(blame));
      }
    }
    findings.addAll(Repeats.once(asked));
  }

  /**
   * Modules of the kernel's own tree may well be there to stay: they aren't what is rehearsed. What
   * a task had that was lost in a module, the module has still.
   */
  private void refused() {
    Set<String> withLostTask = modules(finding -> finding.kind().losesTask());
    for (String line : report.refused()) {
      int space = line.indexOf(' ');
      String module = space < 0 ? line : line.substring(0, space);
      if (report.isOutOfTree(module) && !withLostTask.contains(module)) {
        String reason = space < 0 ? "" : line.substring(space + 1);
        findings.add(
            RehearsalFinding.of(FindingKind.REFUSED_UNLOAD, module + ": " + reason)
                .by(Optional.of(new Blame(module, Optional.empty()))));
      }
    }
  }

  /** The modules to blame for some findings. */
  private Set<String> modules(Predicate<RehearsalFinding> which) {
    return findings.stream()
        .filter(which)
        .flatMap(each -> culprit.blame(each).blame().stream())
        .map(Blame::module)
        .collect(toSet());
  }

  private void leaks() {
    LeftBehind left = LeftBehind.of(report, modules, culprit);
    findings.addAll(left.findings());
    notes.addAll(left.notes());
  }

  /**
   * A driver may ask for an interrupt that another has, and do without it or give up in order:
   * where nothing else is found, it did.
   */
  private void coped() {
    if (!findings.isEmpty()
        && findings.stream().allMatch(each -> Complaints.isOfSharing(each.summary()))) {
      findings.forEach(each -> notes.add(each.summary()));
      findings.clear();
    }
  }

  /**
   * Where nothing else is told of a module: what it left has pointers to it, and so has what died
   * in it.
   */
  private void allocated() {
    Set<String> blamed = modules(_ -> true);
    for (RehearsalFinding leak : SeenInMemory.allocated(report.seen(), culprit)) {
      if (leak.blame().filter(blame -> blamed.contains(blame.module())).isEmpty()) {
        findings.add(leak);
      }
    }
  }
}
