package dlkm.declaration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dlkm.expression.CType;
import dlkm.problem.Problem;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Values of tunables that depend on each other (spec §3.6, §4.3, §9.4). */
class PlannedTunablesTest {

  private static MasterFile master(String tunables, String linux) {
    return MasterFile.parse(
        "master",
        "pulse",
        "$VERSION\n1\n$$$\n$LOADABLE\n$$$\n$INTERFACE\nbase\n$$$\n$TYPE\npulse misc\n$$$\n$TUNABLE\n"
            + tunables
            + "$$$\n$LINUX\nlicense GPL\n"
            + linux
            + "$$$\n");
  }

  private static List<String> faults(MasterFile master, Map<String, String> overrides) {
    return PlannedTunables.of(master, overrides, OtherTunables.NONE).faults().stream()
        .map(fault -> fault.problem("pulse").toString())
        .toList();
  }

  @Test
  void aFaultIsToldOnceWhereItIs() {
    MasterFile master = master("a 1\nb a+1\nc b+1\nd c+a\n", "");
    assertThat(faults(master, Map.of("a", "1/0")))
        .containsExactly("a: '1/0', column 2: division by zero: plan another expression");
    assertThat(PlannedTunables.of(master, Map.of("a", "7"), OtherTunables.NONE).all())
        .extracting(t -> t.value().text())
        .containsExactly("7", "8", "9", "16");
    assertThat(PlannedTunables.of(master, Map.of("c", "100"), OtherTunables.NONE).find("c"))
        .hasValueSatisfying(
            c -> assertThat(c.defaultValue().map(TunableContent::text)).contains("3"));
  }

  @Test
  void aChainIsNotDeeperThanTheStack() {
    StringBuilder lines = new StringBuilder("t0 1\n");
    for (int i = 1; i < 5000; i++) {
      lines.insert(0, "t" + i + " t" + (i - 1) + "+1\n");
    }
    assertThatThrownBy(() -> master(lines.toString(), ""))
        .hasMessageContaining("formulas over formulas, more than 100 deep");
  }

  @Test
  void aValueThatChangesWithAnotherOneIsHeldAgainstItsLimitsToo() {
    MasterFile master = master("bufs 4 1 100\nall 2*bufs 1 50\n", "allowed all 8 20 40\n");
    assertThat(faults(master, Map.of("bufs", "10"))).isEmpty();
    assertThat(faults(master, Map.of("bufs", "30")))
        .containsExactly(
            "all: 2*bufs = 60 is above its maximum 50: the limit is set at master:14",
            "all: 2*bufs = 60 is none of the allowed values 8 20 40: the limit is set at master:18");
  }

  @Test
  void numbersAreComparedAsNumbersWhateverTheirTypes() {
    MasterFile master = master("a 1 -1\n", "constraint a!=2\n");
    assertThat(faults(master, Map.of("a", "4294967295u"))).isEmpty();
    assertThat(faults(master, Map.of("a", "-2")))
        .containsExactly("a: -2 is below its minimum -1: the limit is set at master:13");
    assertThat(faults(master, Map.of("a", "1+1")))
        .containsExactly("pulse: 'a!=2' doesn't hold: a is 2: the constraint is set at master:17");
  }

  @Test
  void theTypeFollowsTheMasterFileAndAValueMustFit() {
    MasterFile master =
        master("a 1\nb 1 0 0x100000000\nc 0xffffffffffffffff\nd 3000000000u\ne \"x\"\n", "");
    assertThat(TunableTypes.of(master))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("a", CType.INT, "b", CType.LONG, "c", CType.UNSIGNED_LONG, "d", CType.LONG));
    PlannedTunables planned =
        PlannedTunables.of(
            master,
            Map.of("a", "2147483648", "b", "0xffffffff", "e", "a \"b c\""),
            OtherTunables.NONE);
    assertThat(planned.faults()).isEmpty();
    assertThat(misfits(master, planned, CodeKind.WRAPPED)).containsExactly("a");
    assertThat(misfits(master, planned, CodeKind.NATIVE)).containsExactly("e");
    assertThat(TunableTypes.misfits(master, planned, CodeKind.WRAPPED, List.of("space.h")))
        .as("a space.h of its own has its types")
        .isEmpty();
  }

  private static List<String> misfits(MasterFile master, PlannedTunables planned, CodeKind kind) {
    return TunableTypes.misfits(master, planned, kind, List.of("mod.c")).stream()
        .flatMap(fault -> fault.tunable().stream())
        .toList();
  }

  @Test
  void anUpdateKeepsTheMostThatCanBeHadTogether() {
    MasterFile next = master("low 1 0 100\nhigh 2 0 100\nmode 0\n", "constraint low<high\n");
    assertThat(carried(next, "low 50\nhigh 60\n")).isEmpty();
    assertThat(carried(next, "low 50\nhigh 600\nmode 1\n"))
        .containsExactly(
            "low 50 is not kept: 'low<high' doesn't hold: low is 50, high is 2",
            "high 600 is not kept: high 600 is above its maximum 100");
    assertThat(carried(next, "mode low+\n"))
        .containsExactly(
            "mode low+ is not kept: mode 'low+', column 5: a number, a name or '(' is expected,"
                + " not the end");
  }

  private static List<String> carried(MasterFile next, String overrides) {
    SystemFile old = SystemFile.parse("old", "$VERSION 1\n$TUNABLE\n" + overrides);
    KeptSettings kept = KeptSettings.carry(old, "$VERSION 1\n$TUNABLE\n", next, OtherTunables.NONE);
    SystemFile system = SystemFile.parse("new", kept.text());
    assertThat(PlannedTunables.of(next, system, OtherTunables.NONE).faults()).isEmpty();
    return kept.dropped().stream().map(Problem::what).toList();
  }
}
