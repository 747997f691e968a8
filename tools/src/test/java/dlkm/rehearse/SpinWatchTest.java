package dlkm.rehearse;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SpinWatchTest {

  private static final String ANSWER =
      """
      (qemu) info registers
      CPU#0
      RAX=0000000000000000 RBX=ffffffffc0380000 RCX=0000000000000000 RDX=0000000000000000
      R12=0000000000000000 R13=0000000000000000 R14=0000000000000000 R15=0000000000000000
      RIP=ffffffffc0388014 RFL=00000246 [---Z-P-] CPL=0 II=0 A20=1 SMM=0 HLT=0
      ES =0000 0000000000000000 00000000 00000000
      (qemu) xp /2wx 0xfed000f0
      00000000fed000f0: 0x3b9aca00 0x00000001
      (qemu) \
      """;

  private static CpuSample sample(long seconds, long rip, boolean masked, String registers) {
    return new CpuSample(Duration.ofSeconds(seconds), registers, rip, true, false, masked);
  }

  private static Optional<String> watch(boolean masked, boolean same, int looks, int secondsApart) {
    SpinWatch watch = new SpinWatch();
    Optional<String> found = Optional.empty();
    for (int i = 1; i <= looks && found.isEmpty(); i++) {
      String registers = same ? "RAX=0" : "RAX=" + i;
      found =
          watch.look(
              sample((long) i * secondsApart, 100 + i % 3, masked, registers),
              Duration.ofMillis(300L * i));
    }
    return found;
  }

  @Test
  void anAnswerIsReadOnceItIsWhole() {
    CpuSample sample = CpuSample.parse(ANSWER).orElseThrow();
    assertThat(sample.rip()).isEqualTo(0xffffffffc0388014L);
    assertThat(sample.inKernel()).isTrue();
    assertThat(sample.masked()).isFalse();
    assertThat(sample.clock()).isEqualTo(Duration.ofNanos(10L * 0x13b9aca00L));
    assertThat(CpuSample.parse(ANSWER.substring(0, ANSWER.indexOf("0x3b9")))).isEmpty();
  }

  @Test
  void aLoopThatChangesNothingIsStuck() {
    assertThat(watch(false, true, 40, 0)).isPresent();
  }

  @Test
  void aProcessorThatNothingWakesIsStuck() {
    SpinWatch watch = new SpinWatch();
    CpuSample dead =
        CpuSample.parse(ANSWER.replace("00000246", "00000046").replace("HLT=0", "HLT=1"))
            .orElseThrow();
    CpuSample idle = CpuSample.parse(ANSWER.replace("HLT=0", "HLT=1")).orElseThrow();
    Optional<String> found = Optional.empty();
    for (int i = 0; i < 50 && found.isEmpty(); i++) {
      assertThat(watch.look(idle, Duration.ZERO)).isEmpty();
    }
    for (int i = 0; i < 50 && found.isEmpty(); i++) {
      found = watch.look(dead, Duration.ZERO);
    }
    assertThat(found).isPresent();
  }

  @Test
  void anIdleProcessorWhoseClockStandsIsStuck() {
    SpinWatch watch = new SpinWatch();
    CpuSample idle = CpuSample.parse(ANSWER.replace("HLT=0", "HLT=1")).orElseThrow();
    CpuSample later =
        CpuSample.parse(ANSWER.replace("HLT=0", "HLT=1").replace("0x00000001", "0x00000002"))
            .orElseThrow();
    for (int i = 0; i < 300; i++) {
      assertThat(watch.look(i / 50 % 2 == 0 ? idle : later, Duration.ZERO)).isEmpty();
    }
    Optional<String> found = Optional.empty();
    for (int i = 0; i < 101 && found.isEmpty(); i++) {
      found = watch.look(idle, Duration.ZERO);
    }
    assertThat(found).contains("the processor waits for an interrupt, and no timer is set");
  }

  @Test
  void aLoopThatCountsIsNot() {
    assertThat(watch(false, false, 100, 1)).isEmpty();
  }

  @Test
  void interruptsThatStayOffAreALockup() {
    assertThat(watch(true, false, 40, 1)).contains("interrupts are off for 21 s");
    assertThat(watch(true, false, 20, 0)).isEmpty();
  }

  @Test
  void aHostThatGivesNoTimeProvesNothing() {
    SpinWatch watch = new SpinWatch();
    for (int i = 0; i < 1000; i++) {
      assertThat(watch.look(sample(1, 100, true, "RAX=0"), Duration.ofMillis(i / 100))).isEmpty();
    }
  }
}
