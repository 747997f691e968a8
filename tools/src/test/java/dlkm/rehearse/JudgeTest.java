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
      @devices before
      Character devices:
        1 mem
      @misc before
      236 device-mapper
      @sysfs before
      /sys/class/mem/null
      @end before
      @ready 2.81
      @status 3
      """;

  private static String after(String taint, String modules, String devices, String sysfs) {
    return """
    @taint after
    %s
    @modules after
    %soverlay 151552 1 - Live 0x0000000000000000
    @devices after
    Character devices:
      1 mem
    %s@misc after
    236 device-mapper
    @sysfs after
    /sys/class/mem/null
    %s@end after
    @done
    """
        .formatted(taint, modules, devices, sysfs);
  }

  private static final String SYSFS =
      """
      /sys/class/bdi/0:44
      /sys/class/rh/a
      /sys/dev/char/245:0
      /sys/bus/pci/drivers/rh
      """;

  private static Verdict verdict(String report) {
    return Judge.verdict("", Report.parse(report), Optional.empty());
  }

  private static List<String> words(Verdict verdict) {
    return verdict.findings().stream().map(each -> each.name() + "|" + each.summary()).toList();
  }

  @Test
  void nothingNewIsClean() {
    String report = BEFORE + after("0", "", "", "");
    assertThat(verdict(report).isClean()).isTrue();
    assertThat(Report.parse(report).status()).hasValue(3);
  }

  @Test
  void aModuleFromOutsideOfTheTreeMayTaintTheKernel() {
    assertThat(verdict(BEFORE + after("12289", "", "", "")).isClean()).isTrue();
  }

  @Test
  void aTaintByAnOopsOrWarningIsAFinding() {
    Verdict verdict = verdict(BEFORE + after("12928", "", "", ""));
    assertThat(words(verdict))
        .containsExactly("taint|D: the kernel died: an oops or BUG, W: the kernel warned");
    assertThat(((Finding.NewTaint) verdict.findings().getFirst()).flags()).isEqualTo("DW");
  }

  @Test
  void whatIsLeftWithoutItsModuleIsALeak() {
    assertThat(words(verdict(BEFORE + after("0", "", "245 rh_leak\n", SYSFS))))
        .containsExactly(
            "leaked device number|245 rh_leak",
            "leaked class entry|/sys/class/rh/a",
            "leaked device|/sys/dev/char/245:0",
            "leaked driver|/sys/bus/pci/drivers/rh");
  }

  @Test
  void aModuleThatStaysIsRefusedAndHidesLeaks() {
    Verdict verdict =
        verdict(
            BEFORE
                + "@refused rh_stay rmmod: busy\n"
                + after("0", "rh_stay 16384 1 - Live 0x0 (OE)\n", "245 rh_stay\n", ""));
    assertThat(words(verdict)).containsExactly("refused unload|rh_stay: rmmod: busy");
    assertThat(verdict.notes()).containsExactly("leaks not looked for: still loaded: rh_stay");
  }

  @Test
  void aModuleOfTheKernelsTreeMayStay() {
    Verdict verdict =
        verdict(
            BEFORE
                + "@refused crc32c_generic rmmod: busy\n"
                + after("0", "crc32c_generic 16384 3 - Live 0x0\n", "", ""));
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
  void aHangComesWithItsLines() {
    Verdict verdict =
        Judge.verdict(
            "",
            Report.parse(BEFORE),
            Optional.of(new Finding.Hang("no end within 9 s", List.of("RIP: f"))));
    assertThat(words(verdict)).containsExactly("hang|no end within 9 s");
    assertThat(verdict.findings().getFirst().lines()).containsExactly("RIP: f");
  }
}
