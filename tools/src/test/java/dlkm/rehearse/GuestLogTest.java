package dlkm.rehearse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The logs are those of real runs of the modules in {@code src/test/modules}. */
class GuestLogTest {

  private static String log(String name) {
    try (var in = GuestLogTest.class.getResourceAsStream("/kernel-log/" + name + ".txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<FindingKind> kinds(String text) {
    return GuestLog.findings(text).stream().map(RehearsalFinding::kind).toList();
  }

  @Test
  void aCleanRunHasNoFinding() {
    assertThat(GuestLog.findings(log("clean"))).isEmpty();
  }

  @Test
  void anOopsIsOneFindingThatNamesTheFunction() {
    List<RehearsalFinding> findings = GuestLog.findings(log("oops"));
    assertThat(findings).hasSize(1);
    RehearsalFinding oops = findings.getFirst();
    assertThat(oops.kind()).isEqualTo(FindingKind.OOPS);
    assertThat(oops.summary())
        .isEqualTo("BUG: kernel NULL pointer dereference, address: 0000000000000000");
    assertThat(oops.lines())
        .contains("RIP: 0010:rh_oops_init+0xc/0x1000 [rh_oops]", " do_init_module+0x4a/0x1f0")
        .noneMatch(line -> line.startsWith("RAX:") || line.startsWith("Code:"))
        .noneMatch(line -> line.contains("kmrehearse"));
  }

  @Test
  void aWarningIsSummedUpByItsOwnText() {
    List<RehearsalFinding> findings = GuestLog.findings(log("warn"));
    assertThat(findings).hasSize(1);
    assertThat(findings.getFirst().kind()).isEqualTo(FindingKind.WARNING);
    assertThat(findings.getFirst().summary()).isEqualTo("rh_warn: something is odd");
    assertThat(findings.getFirst().lines().get(1))
        .startsWith("WARNING: CPU: 0 PID: ")
        .contains("rh_warn.c:7 rh_warn_init+0x11");
  }

  @Test
  void aCutThatADriverPrintsIsNoBeginningOfALaterOops() {
    String oops = log("oops");
    int begin = oops.indexOf(GuestLog.BEGIN) + GuestLog.BEGIN.length();
    String text = "\n------------[ cut here ]------------\nWARNING: this is a text";
    List<RehearsalFinding> findings =
        GuestLog.findings(oops.substring(0, begin) + text + oops.substring(begin));
    assertThat(findings).isEqualTo(GuestLog.findings(oops));
  }

  @Test
  void aLockupThatPanicsByOurSettingIsOneFinding() {
    List<RehearsalFinding> findings = GuestLog.findings(log("loop"));
    assertThat(findings).hasSize(1);
    assertThat(findings.getFirst().kind()).isEqualTo(FindingKind.SOFT_LOCKUP);
    assertThat(findings.getFirst().lines())
        .contains("RIP: 0010:rh_loop_init+0x16/0x1000 [rh_loop]")
        .noneMatch(line -> line.startsWith("Kernel panic"));
  }

  @Test
  void aStallIsSeenBetweenLockups() {
    assertThat(kinds(log("stall")))
        .containsExactly(FindingKind.SOFT_LOCKUP, FindingKind.RCU_STALL, FindingKind.SOFT_LOCKUP);
  }

  @Test
  void aTaskThatIsBlockedIsAFinding() {
    List<RehearsalFinding> findings = GuestLog.findings(log("sleep"));
    assertThat(findings.getFirst().kind()).isEqualTo(FindingKind.HUNG_TASK);
    assertThat(findings.getFirst().summary())
        .isEqualTo("INFO: task insmod:133 blocked for more than 15 seconds.");
    assertThat(findings.getFirst().lines()).contains(" rh_sleep_init+0x11/0x1000 [rh_sleep]");
  }

  @Test
  void aPanicIsAFinding() {
    List<RehearsalFinding> findings = GuestLog.findings(log("panic"));
    assertThat(findings).hasSize(1);
    assertThat(findings.getFirst().kind()).isEqualTo(FindingKind.PANIC);
    assertThat(findings.getFirst().summary())
        .isEqualTo("Kernel panic - not syncing: sysrq triggered crash");
  }

  @Test
  void whatWasSaidBeforeTheRunIsNotItsDoing() {
    String before =
        "[    0.1] ------------[ cut here ]------------\n[    0.1] WARNING: CPU: 0 PID: 1 at kernel/x.c:1 f+0x1/0x2\n";
    assertThat(kinds(before + log("clean"))).isEmpty();
    assertThat(kinds(log("clean") + before)).containsExactly(FindingKind.WARNING);
  }

  @Test
  void manyHeadlinesAreKnown() {
    assertThat(kinds("BUG: scheduling while atomic: insmod/77/0x00000002"))
        .containsExactly(FindingKind.BUG);
    assertThat(kinds("kernel BUG at mm/slub.c:1!\ninvalid opcode: 0000 [#1]"))
        .containsExactly(FindingKind.BUG);
    assertThat(
            kinds(
                "general protection fault, probably for non-canonical address 0xdead: 0000 [#1] PREEMPT SMP"))
        .containsExactly(FindingKind.OOPS);
    assertThat(kinds("divide error: 0000 [#1] PREEMPT SMP")).containsExactly(FindingKind.OOPS);
    assertThat(kinds("overflow: 0000 [#1] PREEMPT SMP")).containsExactly(FindingKind.OOPS);
    assertThat(kinds("BUG my_cache (Tainted: G): Objects remaining in my_cache on shutdown"))
        .containsExactly(FindingKind.BUG);
    assertThat(kinds("UBSAN: array-index-out-of-bounds in x.c:1:2"))
        .containsExactly(FindingKind.BUG);
    assertThat(kinds("NMI watchdog: Watchdog detected hard LOCKUP on cpu 0"))
        .containsExactly(FindingKind.HARD_LOCKUP);
    assertThat(kinds("mydriver: DEBUG: all is well\nmydriver: no WARNING: here")).isEmpty();
  }

  @Test
  void wordsOfADriverAreNoReports() {
    assertThat(
            kinds(
                """
                WARNING: this driver is experimental
                BUG: the firmware is old, using a workaround
                Oops, wrong register: retrying
                INFO: task queue blocked for more than it should
                kernel BUG at every turn
                watchdog: BUG: soft lockup
                general protection fault handling enabled
                sysfs: cannot create duplicate entries yet
                """))
        .isEmpty();
  }

  @Test
  void anExcerptIsWithoutTimesAndRegisters() {
    String words = log("sleep");
    assertThat(GuestLog.excerpt(words.substring(words.indexOf("[   44.163"))))
        .startsWith(
            "Uhhuh. NMI received for unknown reason 21 on CPU 0.",
            "Kernel panic - not syncing: NMI: Not continuing")
        .contains("RIP: 0010:native_safe_halt+0xb/0x10")
        .noneMatch(line -> line.startsWith("RBP:"));
  }

  @Test
  void theLogNamesTheFirstModuleFromOutside() {
    String loaded = "[    1.000000] rh: loading out-of-tree module taints kernel.\n";
    assertThat(GuestLog.outOfTree(loaded)).contains("rh");
    assertThat(GuestLog.announcesEnd(loaded)).isFalse();
    assertThat(GuestLog.announcesEnd("[    2.000000] reboot: Restarting system\n")).isTrue();
  }

  @Test
  void whatACheckSaysBeforeTheCutIsItsText() {
    String corruption = "list_add corruption. prev is NULL.";
    List<RehearsalFinding> findings =
        GuestLog.findings(
            "a driver's word\n"
                + corruption
                + "\n------------[ cut here ]------------\nkernel BUG at lib/list_debug.c:27!\n");
    assertThat(findings).hasSize(1);
    assertThat(findings.getFirst().summary()).isEqualTo(corruption);
    assertThat(GuestLog.findings(corruption)).isEmpty();
  }

  @Test
  void aComplaintHasItsStackAndTheHandlersAndNoMore() {
    List<RehearsalFinding> findings =
        GuestLog.findings(
            """
            irq event 28: bogus return value 2a
            CPU: 0 PID: 189 Comm: insmod
             <TASK>
             handle_irq_event+0x6b/0x70
             </TASK>
            handlers:
            [<00000000c0de1234>] answer [rh]
            sh (190): drop_caches: 3
            seq_file: buggy .next function next [rh] did not update position index
            sh (190): drop_caches: 3
            """);
    assertThat(findings).hasSize(2);
    assertThat(findings.getFirst().lines())
        .endsWith("handlers:", "[<00000000c0de1234>] answer [rh]");
    assertThat(findings.getLast().lines()).hasSize(1);
  }

  @Test
  void complaintsOfKernelsFrom61To72AreKnown() {
    for (String line :
        List.of(
            "iounmap: bad address ffffc9000003f000",
            "platform p: dma_pool_destroy pieces, ffff88800776d000 busy",
            "platform p: dma_pool_destroy pieces busy",
            "IRQ 28 device d returned IRQ_WAKE_THREAD but no thread function available.",
            "kobject: kobject_add_internal failed for x with -EEXIST, don't try to register things with the same name",
            "rh: init suspiciously returned 1, it should follow 0/-E convention",
            "debugfs: File 'f' in directory 'd' already present!",
            "debugfs: 'f' already exists in 'd'",
            "kmem_cache_create_usercopy(x) failed with error -22",
            "platform p: Unbalanced pm_runtime_enable!",
            "eth0: NAPI poll function poll+0x0/0x20 [rh] returned 65, exceeding its budget of 64.",
            "IPv4: Attempt to release TCP socket in state 10 ffff888007769000")) {
      assertThat(kinds(line)).as(line).containsExactly(FindingKind.COMPLAINT);
    }
    assertThat(kinds("kmem_cache_create(x) failed with error -12\nrh: IRQ 3 device busy\n"))
        .isEmpty();
  }
}
