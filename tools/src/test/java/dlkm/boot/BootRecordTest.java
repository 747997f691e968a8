package dlkm.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class BootRecordTest {

  @Test
  void phasesAndAttempts() {
    BootRecord record =
        BootRecord.parse(
            """
            BOOT1 1.05 begin
            BOOT1 1.06 lib loaded
            BOOT1 1.20 end
            BOOT2 3.00 begin
            BOOT2 3.01 disk failed No such device
            """);

    assertThat(record.spans())
        .containsExactly(
            new BootRecord.Span("BOOT1", 1050, 1200), new BootRecord.Span("BOOT2", 3000, -1));
    assertThat(record.last("lib").orElseThrow().loaded()).isTrue();
    assertThat(record.last("disk"))
        .contains(new BootRecord.Attempt("BOOT2", 3010, "disk", Optional.of("No such device")));
    assertThat(record.last("other")).isEmpty();
  }

  @Test
  void whatACutOffMachineLeftIsNoError() {
    assertThat(BootRecord.parse("BOOT1 1.05 begin\nBOOT1 1.06 li").attempts()).isEmpty();
    assertThat(BootRecord.parse("\n\nBOOT1\nBOOT9 1.00 begin\nINIT x begin\n").spans()).isEmpty();
    assertThat(BootRecord.parse("").spans()).isEmpty();
  }

  @Test
  void theLastAttemptCounts() {
    BootRecord record =
        BootRecord.parse("BOOT2 3.01 disk failed No such device\nINIT 9.99 disk loaded\n");

    assertThat(record.last("disk").orElseThrow().phase()).isEqualTo("INIT");
  }
}
