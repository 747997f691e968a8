package dlkm.funcset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dlkm.host.AtomicFiles;
import dlkm.registry.Registration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changes of a function set, one sentence each (spec §6.1). */
class RegistrationChangeTest {

  @TempDir private Path root;
  private SmallMachine machine;

  @BeforeEach
  void aMachine() {
    machine = new SmallMachine(root);
  }

  @Test
  void aHeldUpdateSurvivesOtherChangesAndIsInPlaceAfterTheShutdown() {
    machine.register("pulse", "v1");
    machine.hold("pulse", "v2");
    machine.register("other", "v1");

    assertThat(machine.set().held().updates()).containsOnlyKeys("pulse");
    assertThat(live("pulse")).hasContent("v1");

    assertThat(machine.shutdown().status()).isZero();

    assertThat(live("pulse")).hasContent("v2");
    assertThat(live("other")).hasContent("v1");
    assertThat(machine.set().held().isEmpty()).isTrue();
  }

  @Test
  void whatWasHeldAndCancelledIsNothingToGoBackTo() {
    machine.register("pulse", "v1");
    machine.hold("pulse", "v2");
    assertThat(machine.set().previous("pulse")).isEmpty();

    machine.change().cancel("pulse").apply("cancel");
    machine.change();

    assertThat(machine.set().previous("pulse")).isEmpty();
    assertThat(machine.set().generations()).hasSize(3);
  }

  @Test
  void aWholeKernelThatIsHeldEndsWithTheLastOfItsModules() {
    machine.register("pulse", "v1");
    machine
        .change()
        .hold(SmallMachine.record("pulse", "v2"), machine.image("pulse", "v2"))
        .holdKernel(Optional.of(WholeKernelId.fresh("6.1.0-test", "pulse v2")))
        .apply("hold a whole kernel");
    assertThat(WholeKernelId.of(machine.set().pending().orElseThrow())).isPresent();

    machine
        .change()
        .cancel("pulse")
        .hold(SmallMachine.record("other", "v1"), machine.image("other", "v1"))
        .apply("hold another");

    assertThat(machine.set().held().updates()).containsOnlyKeys("other");
    assertThat(WholeKernelId.of(machine.set().pending().orElseThrow())).isEmpty();
  }

  @Test
  void goingBackFindsTheImageBeforeTheLastUpdate() {
    for (String image : List.of("v1", "v2", "v2", "v2")) {
      machine.register("pulse", image);
    }
    machine.register("other", "v1");

    Generation previous = machine.set().previous("pulse").orElseThrow();

    assertThat(previous.number()).isEqualTo(1);
    assertThat(previous.image(previous.registry().find("pulse").orElseThrow())).hasContent("v1");
  }

  @Test
  void goingBackFindsItHoweverOftenAnUpdateWasHeldSince() {
    machine.register("pulse", "v1");
    machine.register("pulse", "v2");
    machine.register("other", "w1");
    for (int i = 0; i < 20; i++) {
      machine.hold("pulse", "v3");
    }
    machine.change();

    Generation previous = machine.set().previous("pulse").orElseThrow();
    assertThat(previous.number()).isEqualTo(1);
    assertThat(previous.image(previous.registry().find("pulse").orElseThrow())).hasContent("v1");
    assertThat(machine.set().previous("other")).isEmpty();
    assertThat(machine.set().generations()).hasSize(GenerationCleanup.KEPT + 4);

    machine.shutdown();
    for (int i = 0; i < 20; i++) {
      machine.register("other", "w1");
    }

    previous = machine.set().previous("pulse").orElseThrow();
    assertThat(previous.image(previous.registry().find("pulse").orElseThrow())).hasContent("v2");
    machine.change();
    assertThat(machine.set().generations()).hasSize(GenerationCleanup.KEPT + 3);
  }

  @Test
  void aDamagedEarlierGenerationStopsNobody() throws IOException {
    for (int i = 1; i <= 12; i++) {
      machine.register("pulse", "v" + i);
    }
    for (Generation generation : machine.set().generations()) {
      if (generation.number() == 10 || generation.number() == 11) {
        Files.writeString(generation.directory().resolve("krs"), "half");
      }
    }

    machine.register("pulse", "v12");

    assertThat(machine.set().previous("pulse").orElseThrow().number()).isEqualTo(9);
  }

  @Test
  void atLeastEightEarlierGenerationsStay() {
    for (int i = 1; i <= 20; i++) {
      machine.register("pulse", "v" + i);
    }
    machine.hold("pulse", "v21");
    machine.change();

    assertThat(machine.set().generations().stream().map(Generation::number))
        .containsExactly(12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22);
    assertThat(machine.set().current().orElseThrow().number()).isEqualTo(22);
    assertThat(machine.set().pending().orElseThrow().number()).isEqualTo(21);
  }

  @Test
  void aChangeThatIsKilledTakesNoneOfThemAway() throws IOException {
    for (int i = 1; i <= 20; i++) {
      machine.register("pulse", "v" + i);
    }
    machine
        .change()
        .register(SmallMachine.record("pulse", "v21"), machine.image("pulse", "v21"))
        .prepare("killed");
    machine.change();

    assertThat(machine.set().generations().stream().map(Generation::number))
        .containsExactly(12, 13, 14, 15, 16, 17, 18, 19, 20);
  }

  @Test
  void whatOnlyAnUnregisteredModuleWouldGoBackToGoes() {
    machine.register("other", "w1");
    for (int i = 1; i <= 20; i++) {
      machine.register("pulse", "v" + i);
    }
    machine.register("other", "w2");
    machine.change().unregister("other").apply("unregister other");
    machine.register("pulse", "v21");

    assertThat(machine.set().generations()).hasSize(GenerationCleanup.KEPT + 2);
  }

  /** A boot ends well with the generation above the held one before a shutdown takes that. */
  @Test
  void theLastKnownGoodStaysAfterAShutdownToTheOneBelowIt() throws IOException {
    machine.register("pulse", "v1");
    machine.hold("pulse", "v2");
    Generation booted = machine.set().current().orElseThrow();
    Files.createSymbolicLink(
        machine.set().directory().resolve("lkg"), Path.of("gen/" + booted.number()));
    machine.shutdown();

    machine.change();

    assertThat(machine.set().current().orElseThrow().number()).isLessThan(booted.number());
    assertThat(booted.registry().names()).containsExactly("pulse");
  }

  @Test
  void whatAKilledCommandLeftIsDiscarded() throws IOException {
    machine.register("pulse", "v1");
    var before = machine.picture();
    machine
        .change()
        .register(SmallMachine.record("pulse", "v2"), machine.image("pulse", "v2"))
        .hold(SmallMachine.record("other", "v1"), machine.image("other", "v1"))
        .prepare("killed before the swap");
    Files.createDirectories(machine.set().directory().resolve("gen/.dlkm-aside.4/mod.d"));
    Files.writeString(AtomicFiles.aside(machine.set().directory().resolve("current")), "");
    Files.createDirectories(machine.set().buildArea());
    Files.writeString(AtomicFiles.aside(machine.set().builtImage("pulse")), "half");
    assertThat(live("pulse")).hasContent("v1");

    machine.change();

    Files.delete(machine.set().buildArea());
    assertThat(machine.picture()).isEqualTo(before);
  }

  @Test
  void aChangeThatFailsLeavesEveryByteAsItWas() throws IOException {
    machine.register("pulse", "v1");
    machine.hold("other", "v1");
    machine.change();
    var before = machine.picture();
    Path missing = root.resolve("missing.ko");
    Path directory = Files.createDirectories(root.resolve("directory.ko"));
    Registration record = SmallMachine.record("pulse", "v2");

    for (Path image : List.of(missing, directory)) {
      assertThatThrownBy(() -> machine.change().register(record, image).apply("update"))
          .isInstanceOf(UncheckedIOException.class);
      assertThat(machine.picture()).isEqualTo(before);
      assertThatThrownBy(() -> machine.change().hold(record, image).apply("hold"))
          .isInstanceOf(UncheckedIOException.class);
      assertThat(machine.picture()).isEqualTo(before);
    }
  }

  @Test
  void anImageThatIsGoneIsSaidAndNothingChanges() throws IOException {
    machine.register("pulse", "v1");
    Generation current = machine.set().current().orElseThrow();
    Files.delete(current.image(SmallMachine.record("pulse", "v1")));
    var before = machine.picture();

    assertThatThrownBy(() -> machine.register("other", "v1"))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("pulse.ko");
    assertThat(machine.picture()).isEqualTo(before);
  }

  @Test
  void whatAPersonPutsBesideTheGenerationsIsLeftAlone() throws IOException {
    machine.register("pulse", "v1");
    Path copy = Files.createDirectories(machine.set().directory().resolve("gen/1.before-friday"));

    machine.register("pulse", "v2");

    assertThat(copy).exists();
    assertThat(machine.set().generations()).hasSize(2);
  }

  @Test
  void aLinkThatLeadsElsewhereDeletesNothingThere() throws IOException {
    machine.register("pulse", "v1");
    machine.register("pulse", "v2");
    Path elsewhere = Files.createDirectories(root.resolve("elsewhere/7"));
    for (String target : List.of(elsewhere.toString(), "..", "../..", "2")) {
      Path pending = machine.set().directory().resolve("gen/1/pending");
      Files.deleteIfExists(pending);
      Files.createSymbolicLink(pending, Path.of(target));

      machine.change();

      assertThat(elsewhere).exists();
      assertThat(live("pulse")).hasContent("v2");
    }
  }

  @Test
  void aStrayFileIsNoFunctionSet() throws IOException {
    machine.register("pulse", "v1");
    Files.writeString(machine.set().directory().resolveSibling("dlkm.stray"), "");

    assertThat(FunctionSet.all(machine.set().host())).containsExactly(machine.set());
  }

  @Test
  void theShutdownLeavesAnIncompleteGenerationAlone() throws IOException {
    machine.register("pulse", "v1");
    machine.hold("pulse", "v2");
    Files.delete(machine.set().pending().orElseThrow().directory().resolve("krs"));

    assertThat(machine.shutdown().status()).isEqualTo(2);
    assertThat(live("pulse")).hasContent("v1");
  }

  @Test
  void unchangedImagesAreTheSameFile() throws IOException {
    machine.register("pulse", "v1");
    Registration pulse = machine.set().registry().find("pulse").orElseThrow();
    Path first = machine.set().current().orElseThrow().image(pulse);
    machine.register("other", "v1");
    Path second = machine.set().current().orElseThrow().image(pulse);

    assertThat(second).isNotEqualTo(first);
    assertThat(Files.isSameFile(first, second)).isTrue();
  }

  private Path live(String module) {
    return machine.set().liveImage(machine.set().registry().find(module).orElseThrow());
  }
}
