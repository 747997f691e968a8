package dlkm.rehearse;

import static dlkm.rehearse.JudgedReport.BEFORE;
import static dlkm.rehearse.JudgedReport.after;
import static dlkm.rehearse.JudgedReport.verdict;
import static dlkm.rehearse.JudgedReport.words;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the judge makes of tasks that wait. */
class WaitingTasksTest {

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
  void whoHoldsUpAnUnloadIsBlamed() {
    String waits = "task 300 rmmod\n[<0>] kthread_stop+0x5a/0x120\n";
    String unloading =
        "@unloading rh\n@running after\n"
            + waits
            + "task 290 rh_thread\n[<0>] msleep+0x29/0x40\n[<0>] run+0xa/0x20 [rh]\n@end unloading\n";
    String end = after("0", "rh 16384 0 - Unloading 0x0 (OE)\n", "");
    Verdict verdict =
        verdict(BEFORE + unloading + end.replace("@blocked after\n", "@blocked after\n" + waits));
    assertThat(words(verdict)).containsExactly("deadlock|rmmod (300) never wake");
    RehearsalFinding deadlock = verdict.findings().getFirst();
    assertThat(deadlock.blame()).contains(new Blame("rh", Optional.of("run")));
    assertThat(deadlock.lines()).contains("task 290 rh_thread").doesNotHaveDuplicates();
  }

  @Test
  void aBusyMachineSettlesForLessLong() {
    Verdict verdict = verdict(BEFORE + "@busy\n@busy\n" + after("0", "", ""));
    assertThat(verdict.isClean()).isTrue();
    assertThat(verdict.notes()).anyMatch(note -> note.startsWith("the guest was often busy"));
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
  void aTaskThatWaitedForTheMachinesDiskIsNobodysFault() {
    String disk = "[    1.0] virtio_blk virtio4: [vda] 4194304 512-byte logical blocks\n";
    String hung =
        """
        [  300.0] INFO: task jbd2/vda-8:169 blocked for more than 120 seconds.
        [  300.0] task:jbd2/vda-8      state:D stack:0     pid:169   ppid:2
        [  300.0] Call Trace:
        [  300.0]  <TASK>
        [  300.0]  schedule+0x5a/0xd0
        [  300.0]  io_schedule+0x42/0x70
        [  300.0]  %s
        [  300.0]  </TASK>
        """;
    String kernels = hung.formatted("jbd2_journal_commit_transaction+0x119d/0x1a50 [jbd2]");
    Verdict slow = verdict(BEFORE + after("0", "", ""), disk + kernels);
    assertThat(slow.isClean()).isTrue();
    assertThat(slow.notes()).contains("the host was slow to read or write the machine's disk");

    String still =
        """
        @blocked after
        task 169 jbd2/vda-8
        [<0>] io_schedule+0x42/0x70
        @end blocked
        """;
    assertThat(words(verdict(BEFORE + after("0", "", "") + still, disk + kernels)))
        .containsExactly("deadlock|jbd2/vda-8 (169) never wake");
    String withoutDisk = BEFORE + after("0", "", "");
    assertThat(verdict(withoutDisk, kernels).isClean()).isFalse();
    String ours = hung.formatted("rh_read+0x1/0x2 [rh]");
    assertThat(verdict(BEFORE + after("0", "", ""), disk + ours).isClean()).isFalse();
  }
}
