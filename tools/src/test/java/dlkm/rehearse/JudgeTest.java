package dlkm.rehearse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JudgeTest {

  private static final String BEFORE =
      """
      @taint before
      0
      @modules before
      overlay 151552 1 - Live 0x0000000000000000
      @trace
        insmod-9 [000] ..... 2.0: module_load: rh OE
      @end trace
      @ready 2.81
      @status 3
      """;

  private static String after(String taint, String modules, String fresh) {
    return """
    @modules after
    %soverlay 151552 1 - Live 0x0000000000000000
    @new after
    %s@allocated after
    @end new
    @taint after
    %s
    @blocked after
    @end after
    @done
    """
        .formatted(modules, fresh, taint);
  }

  private static final String SYSFS =
      """
      /proc/devices Character 245 rh_leak
      /sys/class/rh
      /sys/class/rh/a
      /sys/dev/char/245:0
      /sys/bus/pci/drivers/rh
      /sys/devices/virtual/rh/a
      /proc/tasks 77 rh_thread
      """;

  private static Verdict verdict(String report) {
    return verdict(report, "");
  }

  private static Verdict verdict(String report, String log) {
    return Judge.verdict(log, Report.parse(report), MachineEnding.ORDERLY, FunctionNames.NONE);
  }

  private static List<String> words(Verdict verdict) {
    return verdict.findings().stream().map(each -> each.name() + "|" + each.summary()).toList();
  }

  @Test
  void nothingNewIsClean() {
    String report = BEFORE + after("0", "", "");
    assertThat(verdict(report).isClean()).isTrue();
    assertThat(Report.parse(report).status()).hasValue(3);
  }

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
  void anObjectThatPointsToAModuleThatIsGoneIsALeak() {
    String seen =
        """
        @seen after
        allocated 4914048 ffffffffc0380040 0000000100000000
        allocated 754d028 ffffffffc0380080 0000000000000080
        @end seen
        """;
    String moved =
        """
        @trace
          insmod-1 [000] ...1. 29.1: size: (module_alloc+0x0/0xd0) size=0x4000
          insmod-1 [000] ...1. 29.1: base: (load_module+0x9/0x1 <- module_alloc) base=0xffffffffc0380000
          insmod-1 [000] ...1. 29.3: name: (do_init_module+0x0/0x1f0) name="rh"
        @end trace
        """;
    assertThat(words(verdict(BEFORE + moved + after("0", "", "") + seen)))
        .containsExactly("leaked callback|an object of the kernel points to [rh], which is gone");
    assertThat(words(verdict(BEFORE + moved + after("0", "", "/proc/rh\n") + seen)))
        .containsExactly("leaked /proc entry|/proc/rh");
  }

  private static String again(String caller) {
    return """
    @trace
      insmod-2 [000] ...1. 9.1: again: (__free_pages+0x0/0xd0) page=0xffffea00001dc9c0 refs=0
      insmod-2 [000] ...1. 9.2: <stack trace>
     => __free_pages+0x5/0xd0
     => %s
      insmod-2 [000] ...1. 9.3: module_load: other
    @end trace
    """
        .formatted(caller);
  }

  @Test
  void anUnloadThatRunsOnIsAHang() {
    String report =
        BEFORE
            + "@unloading rh\n@running after\ntask 77 rmmod\n[<0>] stop+0x10/0x20 [rh]\n@end\n"
            + after("0", "rh 16384 0 - Unloading 0x0 (OE)\n", "");
    assertThat(verdict(report).findings())
        .extracting(each -> each.name() + "|" + each.summary() + each.blame().map(Blame::shown))
        .containsExactly("command hang|the unload did not endOptional[[rh]]");
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
  void aListThatEndsItsReaderIsALeakOfItsKind() {
    String left = "/proc/iomem an entry lies in memory of a module that is gone\n";
    assertThat(words(verdict(BEFORE + after("0", "", left + left))))
        .containsExactly("leaked I/O region|an entry lies in memory of a module that is gone");
  }

  @Test
  void whatIsLeftWithoutItsModuleIsALeak() {
    assertThat(words(verdict(BEFORE + after("0", "", SYSFS))))
        .containsExactly(
            "leaked device number|245 rh_leak",
            "leaked class entry|/sys/class/rh",
            "leaked class entry|/sys/class/rh/a",
            "leaked device|/sys/dev/char/245:0",
            "leaked driver|/sys/bus/pci/drivers/rh",
            "leaked kernel thread|77 rh_thread");
  }

  @Test
  void aCacheThatTheKernelKeepsForProcessNamespacesIsNobodys() {
    String caches = "/sys/kernel/slab/pid_2\n/sys/kernel/slab/pid_rh\n";
    assertThat(words(verdict(BEFORE + after("0", "", caches))))
        .containsExactly("leaked slab cache|/sys/kernel/slab/pid_rh");
  }

  @Test
  void aCacheThatAModuleOfTheKernelMakesAtItsFirstUseIsNobodys() {
    String caches = "/sys/kernel/slab/overlay_groupinfo_1k\n/sys/kernel/slab/rh_groupinfo_1k\n";
    assertThat(words(verdict(BEFORE + after("0", "", caches))))
        .containsExactly("leaked slab cache|/sys/kernel/slab/rh_groupinfo_1k");
  }

  @Test
  void aModuleThatStaysIsRefusedAndHidesLeaks() {
    Verdict verdict =
        verdict(
            BEFORE
                + "@refused rh_stay rmmod: busy\n"
                + after("0", "rh_stay 16384 1 - Live 0x0 (OE)\n", SYSFS));
    assertThat(words(verdict)).containsExactly("refused unload|rh_stay: rmmod: busy");
    assertThat(verdict.notes()).containsExactly("leaks not looked for: still loaded: rh_stay");
  }

  @Test
  void aModuleOfTheKernelsTreeMayStay() {
    Verdict verdict =
        verdict(
            BEFORE
                + "@refused crc32c_generic rmmod: busy\n"
                + after("0", "crc32c_generic 16384 3 - Live 0x0\n", ""));
    assertThat(verdict.isClean()).isTrue();
    assertThat(verdict.notes()).hasSize(1);
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
  void stuckTasksAreNamed() {
    String hung =
        """
        @hung after
        task 99 insmod
        [<0>] f+0x1/0x2 [rh]
        @running after
        @end hung
        """;
    Verdict verdict = verdict(BEFORE + hung + after("0", "", ""));
    assertThat(words(verdict)).containsExactly("deadlock|insmod (99) never wake");
    assertThat(verdict.findings().getFirst().blame()).contains(new Blame("rh", Optional.of("f")));
  }

  @Test
  void aTaskThatWaitsForTheHostIsNobodysFault() {
    String hung =
        """
        @hung after
        task 99 cat
        [<0>] p9_client_rpc+0x1/0x2 [9pnet]
        @end hung
        """;
    assertThat(verdict(BEFORE + hung + after("0", "", "")).isInconclusive()).isTrue();
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
  void whatPointsToAModuleThatIsGoneWasLeft() {
    String seen =
        """
        @seen after
        pointer ffffffff82a00010 ffffffffc0380010 panic_notifier_list+0x10/0x18
        pointer ffffffff82a00018 ffffffffc0380010 panic_notifier_list+0x10/0x18
        pointer ffffffff82a00020 ffffffffc0380020 mod_tree+0x8/0x20
        pointer ffffffff82a00028 ffffffffc0380020 0xffffffff82a00028
        change ffffffff82000028 41 0xffffffff82000028
        change ffffffff81000028 41 panic+0x28/0x300
        @end seen
        """;
    Verdict verdict = verdict(BEFORE + seen + after("0", "", ""));
    assertThat(words(verdict))
        .containsExactly(
            "leaked callback|panic_notifier_list points to a module, which is gone",
            "changed kernel|memory at ffffffff82000028 is not as before",
            "changed kernel|panic at ffffffff81000028 is not as before");
    assertThat(verdict.findings().getLast().blame()).contains(new Blame("rh", Optional.empty()));
  }

  @Test
  void manyPagesThatNobodyAccountsForAreALeak() {
    String before =
        BEFORE.replace("@modules before", "@counters before\npages 1000\n@modules before");
    String after =
        after("0", "", "")
            .replace("@blocked after", "@counters after\npages 21480\n@blocked after");
    assertThat(words(verdict(before + after)))
        .containsExactly("leaked memory|about 20 MB of pages (alloc_pages)");
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
}
