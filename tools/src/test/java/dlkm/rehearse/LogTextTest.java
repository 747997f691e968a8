package dlkm.rehearse;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LogTextTest {

  private static final String BUFFER =
      """
      4,10,1500000,-;one
       SUBSYSTEM=pci
      6,11,2000001,-;two\\x0aand a half\\x5c
      """;

  @Test
  void theBufferIsShownAsAConsoleShowsIt() {
    assertThat(LogText.of(BUFFER, ""))
        .isEqualTo("[    1.500000] one\n[    2.000001] two\n[    2.000001] and a half\\\n");
  }

  @Test
  void whatCameLaterIsOnTheConsole() {
    assertThat(LogText.of(BUFFER, "[    2.000001] two\n[    2.100000] three\n  more\n"))
        .endsWith("half\\\n[    2.100000] three\n  more\n")
        .containsOnlyOnce("] two");
  }

  @Test
  void aMachineThatSentNothingHasItsConsole() {
    assertThat(LogText.of("", "early\n[    0.1] x\n")).isEqualTo("early\n[    0.1] x\n");
  }
}
