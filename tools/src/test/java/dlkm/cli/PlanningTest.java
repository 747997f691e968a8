package dlkm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dlkm.declaration.ModuleType;
import dlkm.declaration.Phase;
import dlkm.host.Layout;
import dlkm.registry.Phases;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plan is files alone: a registered module stays as it is (spec §4.2, §5.1). */
class PlanningTest {

  @TempDir private Path root;
  private FixtureMachine machine;

  @BeforeEach
  void aRegisteredModule() throws IOException {
    machine = new FixtureMachine(root);
    machine.file(
        Layout.master("idle"),
        """
        $VERSION
        2
        $$$
        $LOADABLE
        phases 0x06
        $$$
        $INTERFACE
        base
        $$$
        $TYPE
        idle misc
        $$$
        """);
    machine.file(
        Layout.system("idle"), "$VERSION 2\n$CONFIGURE Y\n$LOADABLE Y\n$LOADPHASE A\n$TUNABLE\n");
    machine.register(FixtureMachine.registration("idle", ModuleType.MISC, "aa"));
  }

  private Phases phases() {
    return machine.set().registry().find("idle").orElseThrow().phases();
  }

  @Test
  void aPlannedPhaseIsNotTheConfiguredOne() {
    assertThat(machine.run("kmsystem", "-b", "2", "idle").status()).isEqualTo(Exit.DONE);

    assertThat(phases().configured()).isEqualTo(Phase.AUTO);
    assertThat(machine.run("kmsystem", "-q", "idle").out()).contains("BOOT2");
    assertThat(machine.run("kmadmin", "-Q", "idle").out()).contains("Configured phase    AUTO\n");
  }

  @Test
  void aConfiguredPhaseIsNotThePlannedOne() {
    assertThat(machine.run("kmadmin", "-b", "i", "idle").status()).isEqualTo(Exit.DONE);

    assertThat(phases().configured()).isEqualTo(Phase.INIT);
    assertThat(machine.run("kmsystem", "-q", "idle").out()).contains("AUTO");
  }

  @Test
  void aPlanOfStaticLinkageMakesNoNewGeneration() {
    int before = machine.set().generations().size();
    machine.run("kmsystem", "-l", "n", "-b", "i", "idle");

    assertThat(machine.set().generations()).hasSize(before);
  }
}
