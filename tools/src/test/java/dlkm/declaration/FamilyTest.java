package dlkm.declaration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dlkm.problem.ProblemException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A master file of several modules (spec §3.1). */
class FamilyTest {

  private static final String BEGIN = "$VERSION\n2\n$$$\n$INTERFACE\nbase\n$$$\n";

  private static List<MasterFile> parse(String name, String... sections) {
    return MasterFile.parseAll(
        "master", name, BEGIN + String.join("\n$$$\n", sections) + "\n$$$\n");
  }

  private static void refuses(String what, String name, String... sections) {
    assertThatThrownBy(() -> parse(name, sections))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining(what);
  }

  private static MasterFile module(List<MasterFile> all, String name) {
    return all.stream().filter(master -> master.module().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void eachLineOfTypeIsAModuleOfItsOwnTypeAndClass() {
    List<MasterFile> all = parse("one", "$TYPE\none misc\ntwo wsio_intfc disk");
    assertThat(all).extracting(MasterFile::module).containsExactly("one", "two");
    assertThat(module(all, "one").type()).isEqualTo(ModuleType.MISC);
    assertThat(module(all, "two").type()).isEqualTo(ModuleType.WSIO_INTFC);
    assertThat(module(all, "two").className()).contains("disk");
    assertThat(module(all, "two").family()).isEqualTo(new Family("one", List.of("one", "two")));
  }

  @Test
  void dependenciesAndMajorsAreThoseOfTheModuleThatTheLineNames() {
    List<MasterFile> all =
        parse(
            "one",
            "$TYPE\none misc\ntwo misc",
            "$DRIVER_DEPENDENCY\ntwo one other",
            "$DRIVER_INSTALL\none -1 240");
    assertThat(module(all, "one").dependencies()).isEmpty();
    assertThat(module(all, "two").dependencies())
        .extracting(Dependency::module)
        .containsExactly("one", "other");
    assertThat(module(all, "one").driverInstall()).isPresent();
    assertThat(module(all, "two").driverInstall()).isEmpty();
  }

  @Test
  void tunablesAreNamedAsOnTheKernelsCommandLine() {
    List<MasterFile> all =
        parse(
            "one",
            "$TYPE\none misc\ntwo misc",
            "$TUNABLE\none.level 3\ntwo.level 4 1",
            "$LINUX\nwritable two.level");
    assertThat(module(all, "one").tunable("level").orElseThrow().value()).isEqualTo("3");
    assertThat(module(all, "two").tunable("level").orElseThrow().value()).isEqualTo("4");
    assertThat(module(all, "one").linux().writable()).isEmpty();
    assertThat(module(all, "two").linux().writable()).containsExactly("level");
  }

  @Test
  void limitsAreThoseOfTheModuleThatTheLineNames() {
    String type = "$TYPE\none misc\ntwo misc";
    String tunables = "$TUNABLE\none.level 3\ntwo.level 4 1 8";
    List<MasterFile> all =
        parse("one", type, tunables, "$LINUX\nallowed two.level 4 5\nconstraint one level<4");
    assertThat(module(all, "one").linux().constraints().allowed()).isEmpty();
    assertThat(module(all, "one").linux().constraints().relations())
        .extracting(TunableConstraints.Relation::expression)
        .containsExactly("level<4");
    assertThat(module(all, "two").linux().constraints().allowed()).containsOnlyKeys("level");
    assertThat(module(all, "two").linux().constraints().relations()).isEmpty();
    refuses(
        "'level<4' doesn't hold: level is 4",
        "one",
        type,
        tunables,
        "$LINUX\nconstraint two level<4");
  }

  @Test
  void phasesOfOneModuleCountBeforeThoseOfAll() {
    List<MasterFile> all =
        parse("one", "$TYPE\none misc\ntwo misc", "$LOADABLE\nphases 0x04\nphases two 0x07");
    assertThat(module(all, "one").loadable().orElseThrow().phases())
        .containsExactly(SupportedPhase.RUN);
    assertThat(module(all, "two").loadable().orElseThrow().phases())
        .containsExactlyInAnyOrder(SupportedPhase.values());
  }

  @Test
  void aFamilyMayHaveANameOfItsOwnEvenWithOneModule() {
    List<MasterFile> all = parse("broadcom-sta", "$TYPE\nwl misc", "$LINUX\nfamily broadcom-sta");
    assertThat(all).extracting(MasterFile::module).containsExactly("wl");
    assertThat(all.getFirst().family().isSingle()).isFalse();
  }

  @Test
  void whatDoesNotFitIsRefusedWithItsLine() {
    refuses("master:9: wrong module name '2x.y'", "one", "$TYPE\none misc\n2x.y misc");
    refuses("master:9: 'o-e' is there twice", "one", "$TYPE\no_e misc\no-e misc");
    refuses("several modules, and none of them is 'three'", "three", "$TYPE\none misc\ntwo misc");
    refuses("is the family 'x', not 'y'", "y", "$TYPE\none misc\ntwo misc", "$LINUX\nfamily x");
    refuses(
        "'three' is no module of this file",
        "one",
        "$TYPE\none misc\ntwo misc",
        "$DRIVER_DEPENDENCY\nthree one");
    refuses(
        "'level' doesn't say whose it is", "one", "$TYPE\none misc\ntwo misc", "$TUNABLE\nlevel 3");
  }

  @Test
  void oneProblemOfAllIsToldOnce() {
    assertThatThrownBy(() -> parse("one", "$TYPE\none misc\ntwo misc", "$NOTHING\nx"))
        .isInstanceOfSatisfying(ProblemException.class, e -> assertThat(e.problems()).hasSize(1));
  }
}
