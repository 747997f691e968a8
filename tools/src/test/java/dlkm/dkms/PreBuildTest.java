package dlkm.dkms;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a package's program said before its build. */
class PreBuildTest {

  @Test
  void itIsBetweenLinesOfOurs() {
    PreBuild parts =
        PreBuild.of(List.of("dkms: pre_build begins", "a", "dkms: pre_build ends 3", "b"));
    assertThat(parts).isEqualTo(new PreBuild(Optional.of(3), List.of("a"), List.of("b")));
  }

  @Test
  void oneThatNeverEndedFailed() {
    assertThat(PreBuild.of(List.of("dkms: pre_build begins", "a")))
        .isEqualTo(new PreBuild(Optional.of(1), List.of("a"), List.of()));
  }

  @Test
  void withoutTheLinesNoneRan() {
    assertThat(PreBuild.of(List.of("a")))
        .isEqualTo(new PreBuild(Optional.empty(), List.of(), List.of("a")));
  }
}
