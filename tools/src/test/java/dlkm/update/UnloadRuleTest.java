package dlkm.update;

import static org.assertj.core.api.Assertions.assertThat;

import dlkm.declaration.Phase;
import dlkm.host.Host;
import dlkm.kernel.LoadedModule;
import dlkm.load.LoadedDependents;
import dlkm.load.UnloadRule;
import dlkm.problem.Problem;
import dlkm.registry.Registry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a loaded module may leave (spec §6.2, §6.4): read from what a kernel shows. */
class UnloadRuleTest {

  private static final UnloadRule.Remedy REMEDY = UnloadRule.Remedy.holding("hold it");

  @TempDir private Path root;
  private Host host;
  private Registry registry = Registry.empty("6.1.0-test", "6.1.0-test:unknown");

  @BeforeEach
  void loadedModules() throws IOException {
    host = new Host(root, Path.of("src/main"));
    Files.createDirectories(root.resolve("proc"));
    Files.writeString(
        root.resolve("proc/modules"),
        """
        upd_user 16384 0 - Live 0x0000000000000000 (OE)
        upd_library 16384 1 upd_user, Live 0x0000000000000000 (OE)
        upd_alone 16384 2 - Live 0x0000000000000000 (OE)
        upd_other 16384 0 - Live 0x0000000000000000 (OE)
        leaving 16384 0 - Unloading 0x0000000000000000 (OE)
        """);
  }

  private void registered(String module, String... needed) {
    registry =
        registry.register(
            UpdateMachine.record(module, "1", Phase.AUTO, needed), Instant.EPOCH, "tester");
  }

  private LoadedModule loaded(String module) {
    return LoadedDependents.find(host, registry, module).orElseThrow();
  }

  private Optional<String> inUse(String module, String... leaving) {
    return UnloadRule.check(host, loaded(module), Set.of(leaving), REMEDY).map(Problem::toString);
  }

  @Test
  void anIdleModuleMayLeave() {
    assertThat(inUse("upd_user")).isEmpty();
  }

  @Test
  void aKernelThatUnloadsNothingKeepsIt() throws IOException {
    Path setting = root.resolve("proc/sys/kernel/modules_disabled");
    Files.createDirectories(setting.getParent());
    Files.writeString(setting, "1\n");

    assertThat(inUse("upd_user"))
        .contains(
            "upd_user: stays loaded:"
                + " module loading is disabled (kernel.modules_disabled=1) until reboot"
                + ": hold it");
  }

  @Test
  void aLoadedDependentIsUse() {
    assertThat(inUse("upd_library"))
        .hasValueSatisfying(text -> assertThat(text).contains("upd_user"));
  }

  @Test
  void aDependentThatLeavesBeforeIsNone() {
    assertThat(inUse("upd_library", "upd_user")).isEmpty();
  }

  @Test
  void aDependentThatOnlyDeclaresItIsUseToo() {
    registered("upd_other");
    assertThat(inUse("upd_other")).isEmpty();
    registered("upd_alone", "upd_other");

    assertThat(loaded("upd_other").dependents()).containsExactly("upd_alone");
    assertThat(inUse("upd_other"))
        .hasValueSatisfying(text -> assertThat(text).contains("upd_alone"));
  }

  @Test
  void aDeclaredDependentThatIsNotLoadedIsNone() {
    registered("upd_library");
    registered("upd_other");

    assertThat(loaded("upd_other").dependents()).isEmpty();
  }

  @Test
  void whatNobodyShowsIsCounted() {
    assertThat(inUse("upd_alone"))
        .hasValueSatisfying(text -> assertThat(text).contains("held 2 times"));
  }

  @Test
  void oneThatIsJustLeavingIsNotAsked() {
    assertThat(inUse("leaving"))
        .hasValueSatisfying(text -> assertThat(text).contains("is being unloaded right now"));
  }

  @Test
  void whatIsNotLoadedIsNotThere() {
    assertThat(LoadedDependents.find(host, registry, "nowhere")).isEmpty();
  }
}
