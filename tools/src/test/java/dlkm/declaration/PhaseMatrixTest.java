package dlkm.declaration;

import static org.assertj.core.api.Assertions.assertThat;

import dlkm.plan.BuildRefusals;
import dlkm.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every supported set with every planned phase and every type (spec §4.4.2, §5.2, §5.3a). */
class PhaseMatrixTest {

  record Case(int mask, char letter, String type) {

    /** The table of spec §5.2, and that BOOT1 is for misc modules alone. */
    boolean isValid() {
      int needed =
          switch (letter) {
            case '1' -> 0x01;
            case '2' -> 0x02;
            default -> 0x04;
          };
      boolean misc = type.startsWith("misc");
      return (mask & needed) != 0 && (misc || (mask & 0x01) == 0);
    }
  }

  static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    for (int mask = 1; mask < 8; mask++) {
      for (char letter : new char[] {'1', '2', 'I', 'A'}) {
        for (String type :
            List.of("misc", "wsio_class pseudo", "wsio_intfc pci", "streams_drv", "streams_mod")) {
          cases.add(new Case(mask, letter, type));
        }
      }
    }
    return cases;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void whatConfigSays(Case each) {
    MasterFile master =
        MasterFile.parse(
            "master",
            "pulse",
            """
            $VERSION
            2
            $$$
            $LOADABLE
            phases %d
            $$$
            $INTERFACE
            base
            $$$
            $TYPE
            pulse %s
            $$$
            """
                .formatted(each.mask(), each.type()));
    SystemFile system =
        SystemFile.parse(
            "system",
            "$VERSION 2\n$CONFIGURE Y\n$LOADABLE Y\n$LOADPHASE " + each.letter() + "\n$TUNABLE\n");

    List<Problem> problems = BuildRefusals.check(master, system, OtherTunables.NONE);

    assertThat(problems.isEmpty()).as("%s: %s", each, problems).isEqualTo(each.isValid());
    assertThat(problems)
        .allSatisfy(problem -> assertThat(problem.toString()).matches("(master|system):\\d+: .*"));
  }
}
