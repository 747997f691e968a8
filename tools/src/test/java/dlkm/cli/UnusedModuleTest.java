package dlkm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dlkm.declaration.Phase;
import dlkm.declaration.SupportedPhase;
import dlkm.funcset.RegistrationChange;
import dlkm.registry.Phases;
import dlkm.registry.Registration;
import dlkm.registry.RegistrationFixture;
import dlkm.registry.SomeRegistrations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A registered module whose system file says {@code $CONFIGURE N} (spec §3.2). */
class UnusedModuleTest {

  @TempDir private Path root;
  private FixtureMachine machine;

  @BeforeEach
  void aMachine() throws IOException {
    machine = new FixtureMachine(root);
    install("base");
    install("top");
    machine.register(module("base", Phase.AUTO));
    machine.register(module("top", Phase.BOOT2, "base"));
  }

  private void install(String name) throws IOException {
    machine.file(
        "/var/lib/dlkm/master.d/" + name,
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
        %s misc
        $$$
        """
            .formatted(name));
    plan(name, "Y");
  }

  private void plan(String name, String configure) throws IOException {
    machine.file(
        "/etc/dlkm/system.d/" + name,
        "$VERSION 1\n$CONFIGURE " + configure + "\n$LOADABLE Y\n$LOADPHASE 2\n");
  }

  private static Registration module(String name, Phase phase, String... needs) {
    Phases phases = new Phases(Set.of(SupportedPhase.BOOT2, SupportedPhase.RUN), phase, phase);
    return RegistrationFixture.like(SomeRegistrations.of(name, name).withPhases(phases))
        .needing(List.of(needs))
        .record();
  }

  private String current(String file) throws IOException {
    return Files.readString(machine.set().current().orElseThrow().directory().resolve(file));
  }

  private boolean isUsed(String name) {
    return machine.set().registry().find(name).orElseThrow().phases().used();
  }

  @Test
  void nobodyLoadsIt() throws IOException {
    var ran = machine.run("kmsystem", "-c", "n", "base");

    assertThat(ran.status()).as(ran.err()).isEqualTo(Exit.DONE);
    assertThat(ran.err()).contains("base: will not be loaded with kernel 6.1.0-fixture");
    assertThat(isUsed("base")).isFalse();
    assertThat(current("modprobe.conf"))
        .containsPattern("install base .*\"<4>dlkm: base is not loaded: it is planned to be unused")
        .doesNotContain("install top");
    assertThat(current("early"))
        .contains("BOOT2 top top base\n", "unused base\n", "image top.ko")
        .doesNotContain("image base.ko");
    assertThat(machine.run("kmadmin", "-s").out()).contains("unused");
    assertThat(machine.run("kmadmin", "-Q", "--json", "base").out()).contains("\"unused\": true");
  }

  @Test
  void oneOfABootPhaseIsNotPartOfThePlan() throws IOException {
    machine.run("kmsystem", "-c", "n", "top");

    assertThat(current("early")).isEmpty();
    assertThat(machine.set().registry().find("top").orElseThrow().phases().configured())
        .isEqualTo(Phase.BOOT2);
  }

  @Test
  void aPlanThatWasChangedByHandCountsFromTheNextCommandOn() throws IOException {
    plan("base", "N");
    machine.run("kmadmin", "-b", "i", "top");
    assertThat(isUsed("base")).isFalse();

    plan("base", "Y");
    var ran = machine.run("kmadmin", "-b", "a", "top");
    assertThat(isUsed("base")).isTrue();
    assertThat(ran.err()).contains("base: may be loaded again with kernel 6.1.0-fixture");
    assertThat(current("modprobe.conf")).doesNotContain("install");
  }

  @Test
  void aPlanThatCanNotBeReadChangesNothing() throws IOException {
    machine.file("/etc/dlkm/system.d/base", "$CONFIGURE perhaps\n");
    machine.run("kmadmin", "-b", "i", "top");

    assertThat(isUsed("base")).isTrue();
  }

  @Test
  void whoUpdatesItIsToldTheSameAsWhoLoadsIt() throws IOException {
    machine.register(SomeRegistrations.of("base", "another image"));
    machine.run("kmsystem", "-c", "n", "base");

    var ran = machine.run("kmupdate", "-K", "6.1.0-fixture", "-r", "-M", "base");

    assertThat(ran.err())
        .contains("base: is planned to be unused (kmsystem -c n): 'kmsystem -c y base' lets it");
    assertThat(current("modprobe.conf")).contains("it is planned to be unused (kmsystem -c n)");
  }

  @Test
  void whatIsHeldForItObeysToo() throws IOException {
    machine.holdUpdate(module("base", Phase.INIT));
    machine.run("kmsystem", "-c", "n", "base");

    RegistrationChange change = RegistrationChange.of(machine.set(), "tester", _ -> {});
    assertThat(change.held().updates().get("base").phases().used()).isFalse();
  }
}
