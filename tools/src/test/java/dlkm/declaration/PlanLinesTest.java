package dlkm.declaration;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A held change of a plan is taken back line by line (spec §9.5). */
class PlanLinesTest {

  private static final String BEFORE = "$CONFIGURE Y\n$TUNABLE\nsize 20\ncount 3\n$$$\n";

  @Test
  void aLineThatWasDeletedComesBackInItsSection() {
    String after = "$CONFIGURE Y\n$TUNABLE\ncount 3\n$$$\n";
    assertThat(PlanLines.takeBack(BEFORE, after, after)).isEqualTo(BEFORE);
  }

  @Test
  void whatWasAddedSinceStays() {
    String after = "$CONFIGURE Y\n$TUNABLE\ncount 3\n$$$\n";
    String now = after + "$PREFER Y\n";
    assertThat(PlanLines.takeBack(BEFORE, after, now)).isEqualTo(BEFORE + "$PREFER Y\n");
  }

  @Test
  void aLineThatWasChangedAgainStays() {
    String after = "$CONFIGURE Y\n$TUNABLE\nsize 30\ncount 3\n$$$\n";
    String now = "$CONFIGURE N\n$TUNABLE\nsize 40\ncount 3\n$$$\n";
    assertThat(PlanLines.takeBack(BEFORE, after, now)).isEqualTo(now);
  }

  @Test
  void someLinesAloneComeBack() {
    String after = "$CONFIGURE N\n$TUNABLE\ncount 3\n$$$\n";
    assertThat(PlanLines.takeBack(BEFORE, after, after, "size"::equals))
        .isEqualTo("$CONFIGURE N\n$TUNABLE\nsize 20\ncount 3\n$$$\n");
  }

  @Test
  void aFileThatWasDeletedComesBack() {
    assertThat(PlanLines.takeBack(BEFORE, "", "")).isEqualTo(BEFORE);
  }
}
