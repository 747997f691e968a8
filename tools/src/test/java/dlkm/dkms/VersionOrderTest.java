package dlkm.dkms;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The order of versions, by DKMS's example. */
class VersionOrderTest {

  @Test
  void numbersAreFilledUp() {
    assertThat(VersionOrder.padded("2.6.9-1cvs200409091247"))
        .isEqualTo("002.006.009-001cvs200409091247");
  }

  @Test
  void tenIsNewerThanNine() {
    assertThat(VersionOrder.isNewer("1.10", "1.9")).isTrue();
    assertThat(VersionOrder.isNewer("1.9", "1.9")).isFalse();
  }
}
