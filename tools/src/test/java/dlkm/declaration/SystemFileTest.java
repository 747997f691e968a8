package dlkm.declaration;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a right system file says (spec §3.2, §10.3). */
class SystemFileTest {

  private static SystemFile parse(String... lines) {
    return SystemFile.parse("system", String.join("\n", lines) + "\n");
  }

  @ParameterizedTest
  @CsvSource({"Y,true", "y,true", "N,false", "n,false"})
  void yesAndNoInEitherCase(String value, boolean yes) {
    SystemFile system = parse("$VERSION 1", "$CONFIGURE " + value, "$LOADABLE\t" + value);

    assertThat(system.isConfigured()).isEqualTo(yes);
    assertThat(system.isDynamic()).isEqualTo(yes);
  }

  @ParameterizedTest
  @CsvSource({"A,AUTO", "1,BOOT1", "2,BOOT2", "I,INIT", "auto,AUTO", "BOOT2,BOOT2", "Init,INIT"})
  void theFourPhases(String letter, Phase phase) {
    assertThat(parse("$VERSION 2", "$LOADPHASE " + letter).plannedPhase()).isEqualTo(phase);
  }

  @Test
  void withoutLoadphaseTheModuleIsAuto() {
    assertThat(parse("$VERSION 1").plannedPhase()).isEqualTo(Phase.AUTO);
  }

  @Test
  void whoIsPreferredOverOtherDriversIsDecidedOrNot() {
    assertThat(parse("$VERSION 1", "$PREFER y").isPreferred()).isTrue();
    assertThat(parse("$VERSION 1", "$PREFER N").prefer()).contains(false);
    assertThat(parse("$VERSION 1").prefer()).isEmpty();
  }

  @Test
  void whatIsAbsentIsNo() {
    assertThat(parse("$VERSION 1").isConfigured()).isFalse();
    assertThat(parse("$VERSION 1").isDynamic()).isFalse();
  }

  @Test
  void linesWithAStarAreComments() {
    SystemFile system =
        parse("* $VERSION 7", "$VERSION 2", "*$LOADPHASE 1", "$TUNABLE", "* a 1", "b 2");

    assertThat(system.plannedPhase()).isEqualTo(Phase.AUTO);
    assertThat(system.tunables()).containsOnlyKeys("b");
  }
}
