package dlkm.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dlkm.declaration.Phase;
import dlkm.declaration.SupportedPhase;
import dlkm.funcset.FunctionSet;
import dlkm.host.Host;
import dlkm.load.LoadRule;
import dlkm.problem.ProblemException;
import dlkm.registry.Phases;
import dlkm.registry.Registration;
import dlkm.registry.Registry;
import dlkm.registry.SomeRegistrations;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What may be loaded now (spec §5.3, §6.3), as a dependency of a live update too (spec §6.2). */
class LoadRuleTest {

  private static final Phases RUN = phases(true, SupportedPhase.RUN);
  private static final Phases UNUSED = phases(false, SupportedPhase.RUN);
  private static final Phases BOOT_ONLY = phases(true, SupportedPhase.BOOT2);

  private static Phases phases(boolean used, SupportedPhase supported) {
    return new Phases(Set.of(supported), Phase.AUTO, Phase.AUTO, used);
  }

  private static Registration module(String name, Phases phases) {
    return SomeRegistrations.of(name, name).withPhases(phases);
  }

  private static Registry registry(Registration... modules) {
    Registry registry = Registry.empty("6.1.0-test", "kis");
    for (Registration module : modules) {
      registry = registry.register(module, Instant.EPOCH, "tester");
    }
    return registry;
  }

  @Test
  void aModuleThatIsUsedAndSupportsRunMay() {
    assertThat(LoadRule.check(module("lib", RUN))).isEmpty();
  }

  @Test
  void aPathIsNoNameOfAModule(@TempDir Path root) {
    FunctionSet set = new FunctionSet(new Host(root, root), "6.1.0-test");

    assertThatThrownBy(() -> LoadRule.find(set, "./lib.ko"))
        .hasMessage(
            "./lib.ko: is not registered with kernel 6.1.0-test:"
                + " it is no name of a module: 'kmadmin -s' lists them");
  }

  @Test
  void aModuleThatIsPlannedUnusedMayNot() {
    assertThat(LoadRule.check(module("lib", UNUSED)))
        .hasValueSatisfying(
            problem ->
                assertThat(problem.toString())
                    .contains("lib: is planned to be unused", "kmsystem -c y lib"));
  }

  @Test
  void aModuleThatSupportsABootPhaseAloneMayNot() {
    assertThat(LoadRule.check(module("lib", BOOT_ONLY)))
        .hasValueSatisfying(
            problem -> assertThat(problem.toString()).contains("it doesn't support RUN"));
  }

  /** As kmadmin -L refuses it, so does an update that would load it for a loaded module. */
  @Test
  void aLiveUpdateLoadsNoDependencyThatMayNotBeLoaded() {
    Registry registry = registry(module("lib-a", UNUSED), module("lib_b", BOOT_ONLY));

    assertThatThrownBy(
            () ->
                ExchangeNeeds.requireLoadable(
                    registry, "top", "replaced live", List.of("lib_a", "lib_b", "crc32")))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("lib-a: is planned to be unused")
        .hasMessageContaining("top: can't be replaced live: it needs lib_a")
        .hasMessageContaining("lib_b: can't be loaded now: it doesn't support RUN");
  }

  /** The boot loads it, so the update is held, not refused. */
  @Test
  void aLiveUpdateWaitsForADependencyThatOnlyABootLoads() {
    assertThatThrownBy(
            () ->
                ExchangeNeeds.requireLoadable(
                    registry(module("lib_b", BOOT_ONLY)), "top", "loaded", List.of("lib_b")))
        .isInstanceOf(AtBootException.class)
        .hasMessageContaining("lib_b: can't be loaded now: it doesn't support RUN");
  }

  @Test
  void aLiveUpdateLoadsOtherDependencies() {
    ExchangeNeeds.requireLoadable(
        registry(module("lib", RUN)), "top", "loaded", List.of("lib", "crc32"));
  }
}
