package dlkm.rehearse;

import static dlkm.rehearse.JudgedReport.BEFORE;
import static dlkm.rehearse.JudgedReport.after;
import static dlkm.rehearse.JudgedReport.again;
import static dlkm.rehearse.JudgedReport.verdict;
import static dlkm.rehearse.JudgedReport.words;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What of the kernel's reports and of a run's end is a finding, and whose. */
class JudgeTest {

  @Test
  void aModuleFromOutsideOfTheTreeMayTaintTheKernel() {
    assertThat(verdict(BEFORE + after("12289", "", "")).isClean()).isTrue();
  }

  @Test
  void aTaintByAnOopsOrWarningIsAFinding() {
    Verdict verdict = verdict(BEFORE + after("12928", "", ""));
    assertThat(words(verdict))
        .containsExactly("taint|D: the kernel died: an oops or BUG, W: the kernel warned");
  }

  @Test
  void anOopsCountsWithoutACounterOnlyAtTheSwitchingOff() {
    String oops = "[    9.0] Oops: 0000 [#1] PREEMPT SMP\n[    9.0]  </TASK>\n";
    String begin = "[    1.0] kmrehearse: the run begins\n";
    String end = "[    8.0] kmrehearse: the run ends\n";
    String report = BEFORE + after("0", "", "");
    assertThat(words(verdict(report, begin + oops + end))).isEmpty();
    assertThat(words(verdict(report, begin + end + oops)))
        .containsExactly("oops|Oops: 0000 [#1] PREEMPT SMP");
  }

  /** A stack that can't be unwound has doubted frames alone. */
  @Test
  void aDoubtedFrameInAModuleTellsWhoseStackItWas() {
    String log =
        """
        [    1.0] kmrehearse: the run begins
        [    2.0] BUG: unable to handle page fault for address: 0000000000001234
        [    2.0] Call Trace:
        [    2.0]  <TASK>
        [    2.0]  ? start+0x11/0x1000 [rh_jump]
        [    2.0]  ? do_one_initcall+0x59/0x220
        [    2.0]  </TASK>
        """;
    assertThat(verdict(BEFORE, log).findings())
        .extracting(each -> each.blame().map(Blame::shown).orElse(""))
        .containsExactly("start [rh_jump]");
  }

  @Test
  void aReportThatNamesNoFunctionIsAboutTheOnlyModuleOfTheRun() {
    String log =
        """
        [    1.0] kmrehearse: the run begins
        [    2.0] BUG kmalloc-256 (Tainted: G           OE     ): Poison overwritten
        [    2.0] ---[ end trace ]---
        """;
    assertThat(verdict(BEFORE, log).findings())
        .extracting(each -> each.blame().map(Blame::shown).orElse(""))
        .containsExactly("[rh]");
  }

  /** Who meets it only wanted memory. */
  @Test
  void aModuleThatWasThereBeforeIsNotBlamedForSpoiledMemory() {
    String log =
        """
        [    1.0] kmrehearse: the run begins
        [    2.0] BUG kmalloc-512 (Tainted: G           OE     ): Poison overwritten
        [    2.0]  ovl_alloc_entry+0x40/0x50 [overlay]
        [    2.0] ---[ end trace ]---
        """;
    assertThat(verdict(BEFORE, log).findings())
        .extracting(each -> each.blame().map(Blame::shown).orElse(""))
        .containsExactly("[rh]");
  }

  @Test
  void aDeathInTheCommandIsNotBlamedOnAModuleOfTheBoot() {
    String log =
        """
        [    1.0] kmrehearse: the run begins
        [    1.1] early: loading out-of-tree module taints kernel.
        [    2.0] BUG: kernel NULL pointer dereference, address: 0000000000000008
        [    2.0] Modules linked in: late(OE+) early(OE) overlay
        [    2.0] RIP: 0010:memcpy+0x1/0x20
        [    2.0] Kernel panic - not syncing: Fatal exception in interrupt
        """;
    assertThat(verdict("@ready 2.81\n", log).findings())
        .extracting(each -> each.kind() + each.blame().map(Blame::shown).orElse(""))
        .containsExactly("OOPS");
  }

  @Test
  void whoWaitsForADeadTaskIsNoFinding() {
    String log =
        """
        [    1.0] kmrehearse: the run begins
        [    2.0] BUG: kernel NULL pointer dereference, address: 0000000000000008
        [    2.0] RIP: 0010:close+0x1/0x20 [rh]
        [    2.0]  </TASK>
        """;
    String report =
        BEFORE + after("128", "", "") + "@done\n@power after\n[<0>] device_shutdown+0x4a/0x1b0\n";
    assertThat(verdict(report, log).findings())
        .extracting(each -> each.kind())
        .containsExactly(FindingKind.OOPS, FindingKind.TAINT);
  }

  @Test
  void anUnloadThatRunsOnIsAHang() {
    String report =
        BEFORE
            + "@unloading rh\n@running after\ntask 77 rmmod\n[<0>] stop+0x10/0x20 [rh]\n@end\n"
            + after("0", "rh 16384 0 - Unloading 0x0 (OE)\n", "");
    assertThat(verdict(report).findings())
        .extracting(each -> each.name() + "|" + each.summary() + each.blame().map(Blame::shown))
        .containsExactly("command hang|the unload did not endOptional[stop [rh]]");
  }

  @Test
  void pagesThatAreFreedTwiceAreTheModules() {
    String report = BEFORE + again("start+0x20/0x1000 [rh]") + after("0", "", "");
    assertThat(verdict(report).findings())
        .extracting(each -> each.summary() + each.blame().map(Blame::shown).orElse(""))
        .containsExactly("pages at 0xffffea00001dc9c0 were freed twicestart [rh]");
  }

  @Test
  void aKernelThatKeepsTheCounterElsewhereProvesNothing() {
    String report =
        BEFORE
            + again("start+0x20/0x1000 [rh]")
            + again("__free_slab+0x20/0x90")
            + after("0", "", "");
    assertThat(verdict(report).isClean()).isTrue();
  }

  @Test
  void aStackThatIsFullIsAnOops() {
    String log =
        """
        [    1.0] kmrehearse: the run begins
        [    2.0] BUG: TASK stack guard page was hit at ffffc90000633ed8 (stack is ffffc90000634000..ffffc90000638000)
        [    2.0] stack guard page: 0000 [#1] PREEMPT SMP NOPTI
        [    2.0] RIP: 0010:deep+0x2c/0x6c [rh_deep]
        [    2.0] Kernel panic - not syncing: Fatal exception in interrupt
        """;
    assertThat(verdict(BEFORE, log).findings())
        .extracting(each -> each.name() + " " + each.blame().map(Blame::shown).orElse(""))
        .containsExactly("oops deep [rh_deep]");
  }

  @Test
  void aMachineThatCannotPowerOffIsAFinding() {
    String report =
        BEFORE + after("0", "", "") + "@done\n@power after\n[<0>] device_shutdown+0x4a/0x1b0\n";
    assertThat(words(verdict(report))).containsExactly("deadlock|the machine does not power off");
  }

  @Test
  void aMachineThatEndsByItselfIsNotClean() {
    assertThat(words(verdict(BEFORE)))
        .containsExactly("early end|the machine ended before it was shut down");
    assertThat(words(verdict("@ready 1\n")))
        .containsExactly("early end|the machine ended before the command did");
  }

  @Test
  void aStuckKernelComesWithItsLastWords() {
    Verdict verdict =
        Judge.verdict(
            "",
            Report.parse(BEFORE),
            MachineEnding.stuck("interrupts are off", List.of("RIP: 0010:f+0x1/0x2 [rh]"), 0),
            FunctionNames.NONE);
    assertThat(words(verdict)).containsExactly("kernel hang|interrupts are off");
    assertThat(verdict.findings().getFirst().blame()).contains(new Blame("rh", Optional.of("f")));
  }

  @Test
  void whereTheHostEndsItNothingIsSaid() {
    Verdict verdict =
        Judge.verdict(
            "",
            Report.parse(BEFORE),
            MachineEnding.doubtful("out of patience"),
            FunctionNames.NONE);
    assertThat(verdict.isInconclusive()).isTrue();
    assertThat(verdict.isClean()).isFalse();
    assertThat(verdict.findings()).isEmpty();
  }

  @Test
  void whatTheKernelDidNotCountIsADriversMessage() {
    String log =
        "------------[ cut here ]------------\nWARNING: CPU: 0 PID: 1 at x.c:1 f+0x1/0x2\n";
    assertThat(verdict(BEFORE + after("0", "", ""), log).isClean()).isTrue();
    assertThat(words(verdict(BEFORE + after("512", "", ""), log)))
        .containsExactly("WARNING|CPU: 0 PID: 1 at x.c:1 f+0x1/0x2", "taint|W: the kernel warned");
  }

  @Test
  void theFirstLineOfAReportIsNoReport() {
    String log =
        """
        Kernel panic - not syncing: none
        watchdog: BUG: soft lockup - CPU#0 stuck for 22s! [x:1]
        INFO: task x:12 blocked for more than 120 seconds.
        rcu: INFO: rcu_preempt self-detected stall on CPU
        sysfs: cannot create duplicate filename '/x'
        """;
    assertThat(words(verdict(BEFORE + after("0", "", ""), log))).isEmpty();
    String whole = log + "CPU: 0 PID: 79 Comm: insmod Tainted: G           O\n";
    assertThat(words(verdict(BEFORE + after("0", "", ""), whole)))
        .containsExactly("complaint|sysfs: cannot create duplicate filename '/x'");
  }

  @Test
  void aTaskThatSleepsForATimeIsNotStuck() {
    String report = BEFORE + after("0", "", "");
    String naps =
        report.replace(
            "@blocked after\n",
            "@blocked after\ntask 9 nap\n[<0>] msleep+0x1/0x2\n[<0>] run+0x1/0x2 [rh]\n");
    assertThat(words(verdict(naps))).isEmpty();
  }

  @Test
  void aMachineThatDiedDuringTheCommandIsTheModulesFault() {
    String report = "@ready 2.81\n";
    String log = "rh: loading out-of-tree module taints kernel.\n";
    Verdict verdict = verdict(report, log);
    assertThat(words(verdict))
        .containsExactly("early end|the machine ended before the command did");
    assertThat(verdict.findings().getFirst().blame()).contains(new Blame("rh", Optional.empty()));
    assertThat(verdict(report, log + "reboot: Power down\n").findings().getFirst().blame())
        .isEmpty();
  }

  private static final String BEGIN = "[    1.0] kmrehearse: the run begins\n";

  private static List<String> blamed(Verdict verdict) {
    return verdict.findings().stream()
        .map(each -> each.name() + " " + each.blame().map(Blame::shown).orElse(""))
        .toList();
  }

  @Test
  void theCodeIsToBlameAndNotItsData() {
    String report =
        BEFORE
            + """
            @trace
              insmod-9 [000] ..... 1.0: size: (module_alloc+0x0/0x10) size=0x4000
              insmod-9 [000] ..... 1.0: base: (f+0x1/0x2 <- module_alloc) base=0xffffffffc02fd000
              insmod-9 [000] ..... 1.1: name: (do_init_module+0x0/0x1f0) name="rh"
            @end trace
            """;
    String log =
        """
        [    2.0] BUG: unable to handle page fault for address: ffffffffc02fd000
        [    2.0] %s
        [    2.0]  </TASK>
        """;
    String own = log.formatted("RIP: 0010:patch+0xc/0x14 [rh]");
    assertThat(blamed(verdict(report, BEGIN + own))).containsExactly("oops patch [rh]");
    String gone = log.formatted("RIP: 0010:0xffffffffc02fd000");
    assertThat(blamed(verdict(report, BEGIN + gone))).containsExactly("oops [rh]");
    String others = log.formatted("RIP: 0010:walk+0xc/0x14 [tables]");
    assertThat(blamed(verdict(report, BEGIN + others))).containsExactly("oops [rh]");
  }

  @Test
  void aModuleOfTheKernelsTreeMeetsWhatOursLeft() {
    String report =
        BEFORE.replace(
            "@end trace", "  modprobe-9 [000] ..... 2.1: module_load: x_tables \n@end trace");
    String log =
        """
        [    2.0] ------------[ cut here ]------------
        [    2.0] kernel BUG at lib/list_debug.c:27!
        [    2.0]  xt_register_match+0x35/0x50 [x_tables]
        [    2.0]  </TASK>
        """;
    assertThat(blamed(verdict(report, BEGIN + log))).containsExactly("BUG [rh]");
  }

  @Test
  void theSameFaultIsToldOnce() {
    String oops =
        """
        [    2.0] BUG: unable to handle page fault for address: ffffffffc02ff018
        [    2.0] RIP: 0010:kmsg_dump+0x1e/0x60
        [    2.0]  </TASK>
        """;
    String end = "[    8.0] kmrehearse: the run ends\n";
    assertThat(words(verdict(BEFORE + after("0", "", ""), BEGIN + end + oops.repeat(3))))
        .containsExactly(
            "oops|BUG: unable to handle page fault for address: ffffffffc02ff018 (3 times)");
  }

  @Test
  void aLaterReportNamesTheFunctionOfATaskThatSlept() {
    String log =
        """
        [    2.0] bad: scheduling from the idle thread!
        [    2.0] CPU: 0 PID: 0 Comm: swapper/0
        [    2.0]  msleep+0x29/0x40
        [    2.0]  </TASK>
        [    2.0] ------------[ cut here ]------------
        [    2.0] timer: tick+0x0/0xf [rh] preempt leak: 00000101 -> 00000000
        [    2.0] WARNING: CPU: 0 PID: 0 at kernel/time/timer.c:1707 call_timer_fn+0x120/0x130
        [    2.0] ---[ end trace 0000000000000000 ]---
        """;
    assertThat(blamed(verdict(BEFORE, BEGIN + log)))
        .containsExactly("BUG tick [rh]", "WARNING tick [rh]");
  }

  @Test
  void aReportWithoutATaintNeedsItsStack() {
    String words = BEGIN + "[    2.0] UBSAN: shift-out-of-bounds in x.c:1:2\n";
    assertThat(words(verdict(BEFORE + after("0", "", ""), words))).isEmpty();
    String whole = words + "[    2.0] CPU: 0 PID: 79 Comm: insmod\n[    2.0]  f+0x1/0x2 [rh]\n";
    assertThat(blamed(verdict(BEFORE + after("0", "", ""), whole))).containsExactly("BUG f [rh]");
  }

  @Test
  void aModuleThatLostATaskCannotBeUnloaded() {
    String loaded = "rh 16384 1 - Live 0x0 (OE)\n";
    String refused = "@refused rh Device or resource busy\n" + after("128", loaded, "");
    assertThat(blamed(verdict(BEFORE + refused))).contains("refused unload [rh]");
    String log =
        BEGIN
            + "[    2.0] BUG: kernel NULL pointer dereference, address: 0000000000000000\n"
            + "[    2.0] RIP: 0010:start+0xc/0x1000 [rh]\n";
    assertThat(blamed(verdict(BEFORE + refused, log)))
        .contains("oops start [rh]")
        .doesNotContain("refused unload [rh]");
  }

  @Test
  void aDeadlockIsInTheFunctionThatWaits() {
    String report =
        BEFORE
            + "@hung after\ntask 99 cat\n[<0>] show+0x15/0x2c [rh]\n@end hung\n@unloading rh\n"
            + after("0", "rh 16384 0 - Unloading 0x0 (OE)\n", "");
    assertThat(blamed(verdict(report))).containsExactly("deadlock show [rh]");
  }

  @Test
  void aCacheThatGrowsIsOfTheOnlyModule() {
    StringBuilder rounds = new StringBuilder(BEFORE);
    for (int i = 0; i < 5; i++) {
      rounds.append("@memory " + i + "\nkmalloc-1k " + i * 300 + " 1024\n@end memory\n");
    }
    assertThat(blamed(verdict(rounds + after("0", "", "")))).containsExactly("leaked memory [rh]");
  }
}
