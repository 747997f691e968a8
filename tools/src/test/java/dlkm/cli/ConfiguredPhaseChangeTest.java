package dlkm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dlkm.declaration.ModuleType;
import dlkm.declaration.Phase;
import dlkm.declaration.SupportedPhase;
import dlkm.registry.Phases;
import dlkm.registry.Registration;
import dlkm.registry.RegistrationFixture;
import dlkm.registry.SomeRegistrations;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kmadmin -b}: every supported set, type and phase, and what modules need of each other
 * (spec §4.8, §5.1, §5.2, §5.3a).
 */
class ConfiguredPhaseChangeTest {

  @TempDir private Path root;
  private FixtureMachine machine;

  @BeforeEach
  void aMachine() throws IOException {
    machine = new FixtureMachine(root);
  }

  private static Registration module(
      String name, ModuleType type, Set<SupportedPhase> supported, Phase phase, String... needs) {
    Registration plain = SomeRegistrations.of(name, name);
    return RegistrationFixture.like(plain.withPhases(new Phases(supported, phase, phase)))
        .type(type)
        .needing(List.of(needs))
        .record();
  }

  @Test
  void everyCombination() throws IOException {
    for (int mask = 1; mask < 8; mask++) {
      EnumSet<SupportedPhase> supported = EnumSet.noneOf(SupportedPhase.class);
      for (SupportedPhase phase : SupportedPhase.values()) {
        if ((mask & phase.bit()) != 0) {
          supported.add(phase);
        }
      }
      for (ModuleType type : ModuleType.values()) {
        String name = type.name().toLowerCase(java.util.Locale.ROOT) + mask;
        Phase other = mask == 1 ? Phase.BOOT2 : Phase.BOOT1;
        machine.register(module(name, type, supported, other));
      }
    }
    for (Registration registration : machine.set().registry().all()) {
      for (Phase phase : Phase.values()) {
        var ran =
            machine.run(
                "kmadmin",
                "-b",
                String.valueOf(phase.letter()).toLowerCase(java.util.Locale.ROOT),
                registration.module());
        boolean valid =
            registration.phases().supported().contains(phase.needs())
                && (phase != Phase.BOOT1 || registration.type() == ModuleType.MISC);
        assertThat(ran.status())
            .as("%s in %s: %s", registration.module(), phase, ran.err())
            .isEqualTo(valid ? Exit.DONE : Exit.FAILED);
        Phase now =
            machine
                .set()
                .registry()
                .find(registration.module())
                .orElseThrow()
                .phases()
                .configured();
        if (valid) {
          assertThat(now).isEqualTo(phase);
        } else {
          assertThat(ran.err()).contains("can't be loaded in phase " + phase);
        }
      }
    }
  }

  @Test
  void whatNeedsTheModuleMustStillFindIt() throws IOException {
    machine.register(
        module(
            "library",
            ModuleType.MISC,
            EnumSet.of(SupportedPhase.BOOT1, SupportedPhase.RUN),
            Phase.BOOT1));
    machine.register(
        module(
            "driver",
            ModuleType.WSIO_CLASS,
            EnumSet.of(SupportedPhase.BOOT2, SupportedPhase.RUN),
            Phase.BOOT2,
            "library"));

    var ran = machine.run("kmadmin", "-b", "a", "library");

    assertThat(ran.status()).isEqualTo(Exit.FAILED);
    assertThat(ran.err())
        .isEqualTo(
            "kmadmin: driver: would be loaded in BOOT2, when library can't be: driver -> library:"
                + " choose another phase for one of them\n");
    assertThat(machine.run("kmadmin", "-b", "a", "driver", "library").status())
        .isEqualTo(Exit.DONE);
  }
}
