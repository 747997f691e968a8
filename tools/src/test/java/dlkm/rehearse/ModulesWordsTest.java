package dlkm.rehearse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What in a log a module said, by the trace of the calls. */
class ModulesWordsTest {

  /** Formats of "INFO: task x:12 ..." and of "%s". */
  private static final List<String> TRACE =
      List.of(
          said("317.321872", "203a4f464e493301", "313a78206b736174"),
          said("317.400000", "a73253301", "0"));

  private static String said(String time, String text, String more) {
    return "  insmod-2 [000] .....   %s: said: (vprintk+0x0/0x83) format=0xffffffffc0309011 text=0x%s more=0x%s"
        .formatted(time, text, more);
  }

  @Test
  void theNextRecordWithTheWordsIsTheModules() {
    String log =
        """
        [  317.321800] earlier
        [  317.321890] INFO: task x:12 blocked for more than 120 seconds.
        [  317.321890] its second line
        [  317.321990] INFO: task x:12 blocked for more than 120 seconds.
        [  317.400010] anything
        """;
    assertThat(ModulesWords.mark(log, TRACE))
        .isEqualTo(
            """
            [  317.321800] earlier
            [  317.321890] | INFO: task x:12 blocked for more than 120 seconds.
            [  317.321890] | its second line
            [  317.321990] INFO: task x:12 blocked for more than 120 seconds.
            [  317.400010] | anything
            """);
  }

  @Test
  void otherWordsAndLateOnesAreTheKernels() {
    String log = "[  317.321890] BUG: real\n[  317.900010] BUG: real\n";
    assertThat(ModulesWords.mark(log, TRACE)).isEqualTo(log);
  }

  @Test
  void aFaultInsideAMessageIsTheKernels() {
    String log =
        "[  317.400010] general protection fault, probably for non-canonical address 0x6b: 0000 [#1] SMP\n";
    assertThat(ModulesWords.mark(log, TRACE)).isEqualTo(log);
  }
}
