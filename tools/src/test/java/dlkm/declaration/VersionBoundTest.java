package dlkm.declaration;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bounds of a kernel's version in {@code $LINUX}. */
class VersionBoundTest {

  @ParameterizedTest
  @CsvSource({
    ">=6.2, 6.2.0-1-amd64, true",
    ">=6.2, 6.10.1, true",
    ">=6.2, 6.1.0-56-amd64, false",
    "<6.10, 6.9.12+bpo-amd64, true",
    "<6.10, 6.10.0, false",
    "<6.10, 7.0, false",
    "<=6.1, 6.1.0-56-amd64, true",
    "<=6.1, 6.1.130, true",
    "<=6.1, 6.2.0, false",
    "=6.1, 6.1.0-56-amd64, true",
    "=6.1, 6.12.0, false",
    ">6.1, 6.1.130, false",
    ">6.1, 6.2, true",
    ">=6, 7.2.13+deb14-amd64, true",
    ">=6.2, nonsense, false"
  })
  void aReleaseIsInsideByItsNumbers(String bound, String release, boolean inside) {
    assertThat(VersionBound.of(bound).orElseThrow().holds(release)).isEqualTo(inside);
  }

  @ParameterizedTest
  @ValueSource(strings = {"6.1", ">=", "=>6.1", ">=6.1-rc2", "~6.1", ">= 6.1", "<99999999999"})
  void anythingElseIsNoBound(String text) {
    assertThat(VersionBound.of(text)).isEmpty();
  }
}
