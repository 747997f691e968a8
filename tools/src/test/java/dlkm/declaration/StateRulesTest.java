package dlkm.declaration;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** States of modules as plans (spec §9.3). */
class StateRulesTest {

  private static final String SYSTEM =
      "$VERSION 2\n* kept\n$CONFIGURE N\n$LOADABLE N\n$LOADPHASE A\n$TUNABLE\n";

  private static MasterFile master(String loadable) {
    return MasterFile.parse(
        "m", "m", "$VERSION\n2\n$$$\n" + loadable + "$INTERFACE\nbase\n$$$\n$TYPE\nm misc\n$$$\n");
  }

  private static MasterFile phases(String mask) {
    return master("$LOADABLE\nphases " + mask + "\n$$$\n");
  }

  private static SystemFile system(String text) {
    return SystemFile.parse("s", text);
  }

  @Test
  void theBestStateIsAutoThenLoadedThenStatic() {
    assertThat(StateRules.best(phases("0x07"), system(SYSTEM))).isEqualTo(ModuleState.AUTO);
    assertThat(StateRules.best(phases("0x02"), system(SYSTEM))).isEqualTo(ModuleState.LOADED);
    String linked = "$VERSION 2\n$CONFIGURE N\n";
    assertThat(StateRules.best(master(""), system(linked))).isEqualTo(ModuleState.STATIC);
  }

  @Test
  void aFileWithoutConfigureIsNeverUsed() {
    String never = SYSTEM.replace("$CONFIGURE N\n", "");
    assertThat(StateRules.capable(phases("0x04"), system(never)))
        .containsExactly(ModuleState.UNUSED);
    assertThat(StateRules.best(phases("0x04"), system(never))).isEqualTo(ModuleState.UNUSED);
  }

  @Test
  void loadedIsThePlannedPhaseOfTheBootOrTheLatestSupportedOne() {
    assertThat(planned(phases("0x06"), SYSTEM, ModuleState.LOADED).plannedPhase())
        .isEqualTo(Phase.INIT);
    assertThat(planned(phases("0x03"), SYSTEM, ModuleState.LOADED).plannedPhase())
        .isEqualTo(Phase.BOOT2);
    String first = SYSTEM.replace("$LOADPHASE A", "$LOADPHASE 1");
    assertThat(planned(phases("0x07"), first, ModuleState.LOADED).plannedPhase())
        .isEqualTo(Phase.BOOT1);
  }

  @Test
  void aPlannedStateKeepsTheRestOfTheFile() {
    String text =
        StateRules.plan(SYSTEM, phases("0x04"), system(SYSTEM), ModuleState.AUTO, StateCause.BEST);
    assertThat(text)
        .isEqualTo(
            "$VERSION 2\n* kept\n$CONFIGURE Y\n$LOADABLE Y\n$LOADPHASE A\n$CAUSE best\n$TUNABLE\n");
    assertThat(planned(phases("0x04"), text, ModuleState.STATIC).isPlannedStatic()).isTrue();
    assertThat(planned(phases("0x04"), text, ModuleState.UNUSED).isConfigured()).isFalse();
  }

  private static SystemFile planned(MasterFile master, String text, ModuleState state) {
    return system(StateRules.plan(text, master, system(text), state, StateCause.EXPLICIT));
  }
}
