package dlkm.boot;

import static dlkm.declaration.SupportedPhase.BOOT1;
import static dlkm.declaration.SupportedPhase.BOOT2;
import static dlkm.declaration.SupportedPhase.RUN;
import static org.assertj.core.api.Assertions.assertThat;

import dlkm.declaration.Phase;
import dlkm.declaration.SupportedPhase;
import dlkm.registry.Phases;
import dlkm.registry.Registration;
import dlkm.registry.RegistrationFixture;
import dlkm.registry.Registry;
import dlkm.registry.SomeRegistrations;
import dlkm.registry.TunableValue;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is loaded in a boot phase, and what travels along (spec §5.3, §5.3a). */
class BootPlanTest {

  private Registry registry = Registry.empty("6.1", "6.1:unknown");

  private void add(
      String name, Set<SupportedPhase> supported, Phase phase, List<String> needs, String option) {
    Registration plain = SomeRegistrations.of(name, name);
    registry =
        registry.register(
            RegistrationFixture.like(plain.withPhases(new Phases(supported, phase, phase)))
                .needing(needs)
                .tunables(
                    option.isEmpty() ? List.of() : List.of(new TunableValue(option, "1", false)))
                .record(),
            Instant.EPOCH,
            "tester");
  }

  @Test
  void withoutBootModulesNothingIsCarried() {
    add("auto", Set.of(RUN), Phase.AUTO, List.of(), "");
    add("init", Set.of(RUN), Phase.INIT, List.of(), "");

    assertThat(BootPlan.early(registry)).isEmpty();
    assertThat(BootPlan.late(registry)).isEqualTo("INIT init init\n");
  }

  @Test
  void aMessageNamesWhatThePlanLoadsAndWhen() {
    add("first", Set.of(BOOT1), Phase.BOOT1, List.of(), "");
    add("second", Set.of(BOOT2), Phase.BOOT2, List.of("crc16"), "");
    registry =
        registry.register(SomeRegistrations.ofStatic("s-disk", List.of()), Instant.EPOCH, "tester");

    assertThat(BootPlan.loaded(BootPlan.early(registry)))
        .isEqualTo("s-disk (static), first (BOOT1), second (BOOT2)");
  }

  @Test
  void aPreferredModuleIsCarriedInAnyPhaseWhileItIsUsed() {
    add("net", Set.of(RUN), Phase.AUTO, List.of("lib", "mii"), "speed");
    add("lib", Set.of(RUN), Phase.AUTO, List.of(), "");
    add("other", Set.of(RUN), Phase.AUTO, List.of(), "");
    Registration net =
        registry.find("net").orElseThrow().withPreferredOver(List.of("r8169", "other_net"));
    registry = registry.replace(net);

    assertThat(BootPlan.early(registry).lines().skip(1))
        .containsExactly(
            "image lib.ko " + SomeRegistrations.sum("lib"),
            "image net.ko " + SomeRegistrations.sum("net"),
            "options net speed=1",
            "softdep net pre: lib mii",
            "blacklist r8169",
            "blacklist other_net",
            "kernel mii");
    registry = registry.replace(net.withPhases(net.phases().used(false)));
    assertThat(BootPlan.early(registry)).isEmpty();
  }

  @Test
  void staticModulesComeBeforeBoot1AndTheirPhaseCountsForNothing() {
    add("first", Set.of(BOOT1), Phase.BOOT1, List.of("s-lib"), "");
    for (Registration part :
        List.of(
            SomeRegistrations.ofStatic("s-disk", List.of("s-lib", "crc16")),
            SomeRegistrations.ofStatic("s-lib", List.of()))) {
      registry = registry.register(part, Instant.EPOCH, "tester");
    }

    assertThat(BootPlan.early(registry).lines().skip(1))
        .startsWith("STATIC s-lib s_lib", "STATIC s-disk s_disk", "BOOT1 first first s_lib")
        .contains("kernel crc16", "image s-disk.ko " + SomeRegistrations.sum("s-disk"));
    assertThat(BootPlan.late(registry)).isEmpty();
  }

  @Test
  void neededModulesStandBeforeAndTravelAlong() {
    add("a-top", Set.of(BOOT2), Phase.BOOT2, List.of("z_library", "usb-storage"), "speed");
    add("z-library", Set.of(BOOT2, RUN), Phase.AUTO, List.of("deep"), "");
    add("deep", Set.of(BOOT1, BOOT2), Phase.BOOT1, List.of(), "");

    String plan = BootPlan.early(registry);
    assertThat(plan).matches("(?s)plan [0-9a-f]{16}\n.*");
    assertThat(plan.substring(plan.indexOf('\n') + 1))
        .isEqualTo(
            """
            BOOT1 deep deep
            BOOT2 a-top a_top
            image deep.ko sum-of-deep
            image z-library.ko sum-of-z-library
            softdep z_library pre: deep
            image a-top.ko sum-of-a-top
            options a_top speed=1
            softdep a_top pre: z_library usb_storage
            kernel usb_storage
            """
                .replace("sum-of-deep", SomeRegistrations.sum("deep"))
                .replace("sum-of-z-library", SomeRegistrations.sum("z-library"))
                .replace("sum-of-a-top", SomeRegistrations.sum("a-top")));
  }

  @Test
  void plansThatDifferHaveOtherNames() {
    add("one", Set.of(BOOT2), Phase.BOOT2, List.of(), "");
    String before = BootPlan.early(registry);
    add("one", Set.of(BOOT2), Phase.BOOT2, List.of(), "speed");

    assertThat(BootPlan.early(registry).lines().findFirst())
        .isNotEqualTo(before.lines().findFirst());
  }

  @Test
  void whatCanNotBeLoadedThenMustBeThere() {
    add("late", Set.of(RUN), Phase.INIT, List.of("early"), "");
    add("early", Set.of(BOOT1), Phase.BOOT1, List.of(), "");

    assertThat(BootPlan.late(registry)).isEqualTo("INIT late late early\n");
  }

  @Test
  void aCircleEnds() {
    add("one", Set.of(RUN), Phase.INIT, List.of("two"), "");
    add("two", Set.of(RUN), Phase.INIT, List.of("one"), "");

    assertThat(BootPlan.late(registry)).isEqualTo("INIT two two\nINIT one one\n");
  }
}
