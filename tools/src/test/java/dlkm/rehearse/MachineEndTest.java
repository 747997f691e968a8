package dlkm.rehearse;

import static dlkm.rehearse.JudgedReport.BEFORE;
import static dlkm.rehearse.JudgedReport.after;
import static dlkm.rehearse.JudgedReport.verdict;
import static dlkm.rehearse.JudgedReport.words;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Who ended the machine, from the trace that the kernel writes to its console then. */
class MachineEndTest {

  private static final String STACK =
      """
      [  607.2]   insmod-194       0..... 607238250us : ends: (kernel_halt+0x0/0x60)
      [  607.2]   insmod-194       0..... 607238474us : <stack trace>
      [  607.2]  => kprobe_ftrace_handler+0x10b/0x1b0
      [  607.2]  => kernel_halt+0x5/0x60
      [  607.2]  => %s
      [  607.2]  => do_syscall_64+0x5d/0xb0
      [  607.2] ---------------------------------
      """;

  private static final String MODULE = "[  607.1] rh: loading out-of-tree module taints kernel.\n";

  private static RehearsalFinding end(String caller) {
    String said = MODULE + "[  607.2] reboot: System halted\n";
    Verdict verdict = verdict("@ready 2.81\n", said + STACK.formatted(caller));
    assertThat(words(verdict))
        .containsExactly("early end|the machine ended before the command did");
    return verdict.findings().getFirst();
  }

  @Test
  void theFunctionOfAModuleIsNamed() {
    RehearsalFinding end = end("start+0xa/0x1000 [rh]");
    assertThat(end.blame().map(Blame::shown)).contains("start [rh]");
    assertThat(end.lines()).first().isEqualTo(" kernel_halt+0x5/0x60");
  }

  @Test
  void aFunctionThatLeavesNoFrameIsOfTheOnlyModule() {
    assertThat(end("do_one_initcall+0x59/0x220").blame().map(Blame::shown)).contains("[rh]");
  }

  @Test
  void aProgramMayEndTheMachine() {
    assertThat(end("__do_sys_reboot+0x1d7/0x220").blame()).isEmpty();
    assertThat(end("write_sysrq_trigger+0x30/0x40").blame()).isEmpty();
  }

  @Test
  void aModuleThatAsksInVainIsToldToo() {
    String trace =
        "@trace\n"
            + STACK.formatted("start+0xa/0x1000 [rh]").replace("[  607.2] ", "")
            + "@end trace\n";
    assertThat(words(verdict(BEFORE + trace + after("0", "", ""))))
        .containsExactly("early end|a module ends the machine");
    String again =
        trace.replace("@end trace", STACK.formatted("start+0xa/0x1000 [rh]") + "@end trace");
    assertThat(words(verdict(BEFORE + again.replace("[  607.2] ", "") + after("0", "", ""))))
        .containsExactly("early end|a module ends the machine (2 times)");
    String program = trace.replace("start+0xa/0x1000 [rh]", "__do_sys_reboot+0x1d7/0x220");
    assertThat(words(verdict(BEFORE + program + after("0", "", "")))).isEmpty();
  }

  @Test
  void aHaltThatIsWantedIsKnown() {
    assertThat(GuestLog.isHalted("[    2.0] reboot: System halted\n")).isTrue();
    assertThat(GuestLog.isHalted("[    2.0] rh: reboot: System halted\n")).isFalse();
  }
}
