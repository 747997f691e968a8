package dlkm.rehearse;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SilenceWatchTest {

  private final SilenceWatch watch = new SilenceWatch(Duration.ofMinutes(10), Duration.ZERO);

  private boolean isStuck(int hours, int seconds, int bytes) {
    return watch.look(Duration.ofHours(hours), Duration.ofSeconds(seconds), bytes).isPresent();
  }

  @Test
  void aMachineThatSaysNothingForLongIsStuck() {
    assertThat(isStuck(1, 10, 7)).isFalse();
    assertThat(isStuck(9, 31, 7)).isTrue();
  }

  @Test
  void whileItSpeaksItIsNot() {
    assertThat(isStuck(1, 10, 7)).isFalse();
    assertThat(isStuck(9, 31, 8)).isFalse();
    assertThat(isStuck(10, 40, 8)).isFalse();
  }

  @Test
  void aMachineThatWaitsForItsHostIsNot() {
    assertThat(isStuck(1, 10, 7)).isFalse();
    assertThat(isStuck(900, 29, 7)).isFalse();
  }
}
