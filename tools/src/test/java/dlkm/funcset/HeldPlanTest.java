package dlkm.funcset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dlkm.problem.ProblemException;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The plan before a hold, and back to it (spec §9.5). */
class HeldPlanTest {

  private static final String FILE = "/etc/dlkm/system.d/one";
  private static final String BEFORE = "$CONFIGURE Y\n$LOADPHASE A\n$TUNABLE\nsize 4\n";
  private static final String HELD = "$CONFIGURE N\n$TUNABLE\nsize 8\nhalf 2\n";

  private static String back(String now) {
    return HeldPlan.between(Map.of(FILE, BEFORE), Map.of(FILE, HELD))
        .takenBack(new TreeMap<>(Map.of(FILE, now)))
        .get(FILE);
  }

  @Test
  void aFileThatNobodyChangedSinceIsTheOneOfBefore() {
    assertThat(back(HELD)).isEqualTo(BEFORE);
  }

  @Test
  void linesThatWereChangedSinceStay() {
    assertThat(back("$CONFIGURE N\n$TUNABLE\nsize 9\nhalf 2\nmore 1\n"))
        .isEqualTo("$CONFIGURE Y\n$LOADPHASE A\n$TUNABLE\nsize 9\nmore 1\n");
  }

  @Test
  void twoHoldsAreTakenBackTogether() {
    HeldPlan first = HeldPlan.between(Map.of(FILE, "a\n"), Map.of(FILE, "b\n"));
    HeldPlan both = first.then(HeldPlan.between(Map.of(FILE, "b\n"), Map.of()));
    assertThat(both.takenBack(new TreeMap<>())).isEqualTo(Map.of(FILE, "a\n"));
    HeldPlan nothing = first.then(HeldPlan.between(Map.of(FILE, "b\n"), Map.of(FILE, "a\n")));
    assertThat(nothing.isEmpty()).isTrue();
  }

  @Test
  void anImmediateChangeIsPartOfThePlanWithoutTheHold() {
    HeldPlan held =
        HeldPlan.between(Map.of(FILE, "size 4\nhalf 2\n"), Map.of(FILE, "size 8\nhalf 3\n"));
    TreeMap<String, String> now = new TreeMap<>(Map.of(FILE, "size 8\nhalf 3\n"));
    HeldPlan rest =
        held.beside(
            now, now, plan -> new TreeMap<>(Map.of(FILE, plan.get(FILE).replace("4", "8"))));
    assertThat(rest.takenBack(now)).isEqualTo(Map.of(FILE, "size 8\nhalf 2\n"));
  }

  @Test
  void itsTextKeepsIt() {
    HeldPlan plan =
        HeldPlan.between(
            Map.of(FILE, BEFORE, "/etc/loadmods", "loop"),
            Map.of(FILE, HELD, "/etc/dlkm/system", ""));
    assertThat(HeldPlanText.parse("plan", HeldPlanText.write(plan))).isEqualTo(plan);
  }

  @Test
  void aDamagedTextIsRefusedWithItsLine() {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> HeldPlanText.parse("plan", "boot x\nbefore /etc/loadmods\n|loop\n"))
        .withMessageContaining("plan:2");
  }
}
