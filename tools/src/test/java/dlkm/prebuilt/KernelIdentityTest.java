package dlkm.prebuilt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dlkm.problem.ProblemException;
import org.junit.jupiter.api.Test;

class KernelIdentityTest {

  private static final String UNKNOWN = KernelIdentity.UNKNOWN;
  private static final KernelIdentity HERE = new KernelIdentity("6.1.0", "aa", "bb", "amd64");

  @Test
  void theSameKernelHasNoDifference() {
    assertThat(HERE.differences(new KernelIdentity("6.1.0", "aa", "bb", "amd64"))).isEmpty();
  }

  @Test
  void eachDifferenceIsNamedWithBothValues() {
    assertThat(HERE.differences(new KernelIdentity("6.1.0", "cc", "dd", "arm64")))
        .containsExactly(
            "it is for arm64, not amd64",
            "it is for another build of kernel 6.1.0: its build id is cc, that of the kernel here"
                + " aa",
            "it is for another build of kernel 6.1.0: its Module.symvers is dd, that of the kernel"
                + " here bb");
    assertThat(HERE.differences(new KernelIdentity("6.2.0", "aa", "bb", "amd64")))
        .containsExactly("it is for kernel 6.2.0, not 6.1.0");
  }

  @Test
  void oneThingThatIsKnownOfBothIsEnough() {
    KernelIdentity withoutHeaders = new KernelIdentity("6.1.0", "aa", UNKNOWN, "amd64");
    KernelIdentity withoutImage = new KernelIdentity("6.1.0", UNKNOWN, "bb", "amd64");
    assertThat(HERE.differences(withoutHeaders)).isEmpty();
    assertThat(HERE.differences(withoutImage)).isEmpty();
    assertThat(withoutHeaders.differences(withoutImage))
        .hasSize(1)
        .first()
        .asString()
        .contains("nothing tells");
  }

  @Test
  void theKeyIsThatOfTheKernelAlone() {
    assertThat(HERE.key()).isEqualTo(new KernelIdentity("6.1.0", "aa", UNKNOWN, "amd64").key());
    assertThat(HERE.key()).isNotEqualTo(new KernelIdentity("6.1.0", "ab", "bb", "amd64").key());
    assertThat(HERE.key()).hasSize(16);
  }

  @Test
  void aTagIsOneWhateverTheVersion() {
    for (String version : new String[] {"1.0", "1:2~rc1+x", "-1", ".", "v".repeat(200)}) {
      assertThat(Heading.tag(version, HERE)).matches("[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}");
    }
  }

  @Test
  void aRepositoryIsNoOption() {
    assertThat(Skopeo.isRepository("localhost:5000/dlkm/m")).isTrue();
    for (String text : new String[] {"--help", "m", "host/../m", "host/m:1", "host/m x", "host/"}) {
      assertThat(Skopeo.isRepository(text)).as(text).isFalse();
    }
  }

  @Test
  void aKernelOfAnUnknownBuildHasNoPlaceInARegistry() {
    HERE.requireKey("image");
    assertThatThrownBy(() -> new KernelIdentity("6.1.0", UNKNOWN, "bb", "amd64").requireKey("m"))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("linux-image-6.1.0");
  }
}
