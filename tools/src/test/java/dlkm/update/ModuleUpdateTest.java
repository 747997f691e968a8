package dlkm.update;

import static org.assertj.core.api.Assertions.assertThat;

import dlkm.declaration.Phase;
import dlkm.funcset.RegistrationChange;
import dlkm.registry.Registration;
import dlkm.saved.HeldDrop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.SortedMap;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Updates of a kernel that doesn't run, with real modules: what is decided, and what is written
 * (spec §4.6, §6.2, §10.3). What is loaded is exchanged in the tests that boot a kernel.
 */
class ModuleUpdateTest {

  @TempDir private Path root;
  private UpdateMachine machine;

  @BeforeEach
  void aMachine() throws IOException {
    machine = new UpdateMachine(root);
  }

  private ModuleUpdate update() {
    return new ModuleUpdate(machine.kernel(), machine.caller());
  }

  private void registered(String module, String variant, String... needed) {
    machine.build(module, variant, needed);
    machine.update(UpdateTiming.IMMEDIATE, module);
  }

  @Test
  void whatIsNotLoadedIsRegisteredAlone() throws IOException {
    machine.build("upd_alone", "1");

    var done = (ModuleUpdate.Result.Done) machine.update(UpdateTiming.IMMEDIATE, "upd_alone");

    assertThat(done.updated()).extracting(Candidate::module).containsExactly("upd_alone");
    assertThat(done.swapped()).isEmpty();
    assertThat(machine.version("upd_alone")).contains("1");
    assertThat(machine.isIndexed("upd_alone")).isTrue();
    Registration registration = machine.set().registry().find("upd_alone").orElseThrow();
    assertThat(machine.set().liveImage(registration))
        .hasSameBinaryContentAs(BuiltModules.image("upd_alone", "1"));
  }

  /** Of two files below updates/, kmod takes the one that comes later. */
  @Test
  void anotherFileThatModprobeFindsFirstIsTold() throws IOException {
    Path modules = machine.kernel().modules();
    Path other = Files.createDirectories(modules.resolve("updates/zzz")).resolve("upd_alone.ko");
    Files.copy(BuiltModules.image("upd_alone", "2"), other);
    Files.writeString(
        modules.resolve("modules.dep"), "updates/zzz/upd_alone.ko:\n", StandardOpenOption.APPEND);

    registered("upd_alone", "1");

    assertThat(machine.said())
        .anyMatch(
            line ->
                line.startsWith("upd_alone: modprobe finds /lib/modules/")
                    && line.contains("/updates/zzz/upd_alone.ko first"));
  }

  @Test
  void theNextOneTakesItsPlaceAndItsId() {
    registered("upd_other", "1");
    registered("upd_alone", "1");
    int id = machine.set().registry().find("upd_alone").orElseThrow().id();

    registered("upd_alone", "2");

    Registration registration = machine.set().registry().find("upd_alone").orElseThrow();
    assertThat(registration.version()).isEqualTo("2");
    assertThat(registration.id()).isEqualTo(id);
    assertThat(machine.version("upd_other")).contains("1");
  }

  @Test
  void theConfiguredPhaseIsThePlannedOneOfTheNewBuild() {
    registered("upd_alone", "1");
    new ConfiguredPhaseChange(machine.caller(), machine.set(), Phase.INIT)
        .apply(List.of("upd_alone"));
    machine.build(
        UpdateMachine.record("upd_alone", "2", Phase.BOOT2), BuiltModules.image("upd_alone", "2"));

    machine.update(UpdateTiming.IMMEDIATE, "upd_alone");

    assertThat(machine.set().registry().find("upd_alone").orElseThrow().phases().configured())
        .isEqualTo(Phase.BOOT2);
  }

  @Test
  void theRegisteredImageAgainWritesNothing() {
    registered("upd_alone", "1");
    SortedMap<String, String> before = machine.picture();

    var done = (ModuleUpdate.Result.Done) machine.update(UpdateTiming.EITHER, "upd_alone");

    assertThat(done.updated()).isEmpty();
    assertThat(done.unchanged()).extracting(Candidate::module).containsExactly("upd_alone");
    assertThat(machine.picture()).isEqualTo(before);
  }

  @Test
  void ofSeveralOnlyWhatIsNewIsUpdated() {
    registered("upd_alone", "1");
    machine.build("upd_other", "1");

    var done =
        (ModuleUpdate.Result.Done) machine.update(UpdateTiming.EITHER, "upd_alone", "upd_other");

    assertThat(done.unchanged()).extracting(Candidate::module).containsExactly("upd_alone");
    assertThat(done.updated()).extracting(Candidate::module).containsExactly("upd_other");
  }

  @Test
  void aDamagedRegisteredImageIsReplaced() throws IOException {
    registered("upd_alone", "1");
    Path live = machine.set().liveImage(machine.set().registry().find("upd_alone").orElseThrow());
    // Another file, not other content: generations share images by hard links.
    Path file = live.toRealPath();
    Files.delete(file);
    Files.write(file, new byte[] {1, 2, 3});

    var done = (ModuleUpdate.Result.Done) machine.update(UpdateTiming.EITHER, "upd_alone");

    assertThat(done.updated()).extracting(Candidate::module).containsExactly("upd_alone");
    assertThat(machine.version("upd_alone")).contains("1");
  }

  @Test
  void anUnchangedUserOfAChangedModuleGoesWithIt() {
    registered("upd_library", "1");
    machine.build("upd_user", "1", "upd_library");
    machine.update(UpdateTiming.EITHER, "upd_user");
    machine.build("upd_library", "2");

    var done =
        (ModuleUpdate.Result.Done) machine.update(UpdateTiming.EITHER, "upd_library", "upd_user");

    assertThat(done.unchanged()).isEmpty();
    assertThat(done.updated())
        .extracting(Candidate::module)
        .containsExactlyInAnyOrder("upd_library", "upd_user");
  }

  @Test
  void oneThatIsRefusedKeepsAllOut() {
    machine.build("upd_alone", "1");
    machine.build("upd_user", "1", "upd_library");

    assertThat(
            machine.refused(
                () -> machine.update(UpdateTiming.IMMEDIATE, "upd_alone", "upd_user", "nowhere")))
        .singleElement(InstanceOfAssertFactories.STRING)
        .startsWith("nowhere: not installed: looked for ");
    assertThat(
            machine.refused(() -> machine.update(UpdateTiming.IMMEDIATE, "upd_alone", "upd_user")))
        .containsExactly(
            "upd_user: needs upd_library, which is not registered:"
                + " kmupdate -M upd_library -M upd_user");
  }

  @Test
  void modulesThatNeedEachOtherComeTogetherInAnyOrder() {
    machine.build("upd_user", "1", "upd_library");
    machine.build("upd_library", "1");

    machine.update(UpdateTiming.IMMEDIATE, "upd_user", "upd_library");

    assertThat(machine.set().registry().names()).containsExactly("upd_library", "upd_user");
    assertThat(machine.set().generations()).hasSize(1);
  }

  @Test
  void anImageThatIsNotTheOneThatWasBuiltIsRefused() throws IOException {
    machine.build("upd_alone", "1");
    Path built = machine.set().builtImage("upd_alone");
    Files.writeString(built, "x", StandardOpenOption.APPEND);

    assertThat(machine.refused(() -> machine.update(UpdateTiming.EITHER, "upd_alone")))
        .singleElement()
        .asString()
        .contains(": SHA-256 differs from that of the built image");
  }

  @Test
  void aHeldUpdateLeavesWhatIsRegisteredUntilTheShutdown() {
    registered("upd_alone", "1");
    machine.build("upd_alone", "2");

    var held = (ModuleUpdate.Result.Held) machine.update(UpdateTiming.SHUTDOWN, "upd_alone");

    assertThat(held.why()).isEmpty();
    assertThat(held.held()).extracting(Candidate::module).containsExactly("upd_alone");
    assertThat(machine.version("upd_alone")).contains("1");
    assertThat(machine.set().held().updates()).containsOnlyKeys("upd_alone");
    machine.shutDown();
    assertThat(machine.version("upd_alone")).contains("2");
    assertThat(machine.set().held().isEmpty()).isTrue();
  }

  @Test
  void severalHeldUpdatesOfOneOrManyCommandsComeTogether() {
    machine.build("upd_library", "1");
    machine.build("upd_user", "1", "upd_library");
    machine.build("upd_alone", "1");
    machine.update(UpdateTiming.SHUTDOWN, "upd_library", "upd_user");
    machine.update(UpdateTiming.SHUTDOWN, "upd_alone");

    machine.shutDown();

    assertThat(machine.set().registry().names())
        .containsExactly("upd_alone", "upd_library", "upd_user");
  }

  @Test
  void anUpdateAtOnceReplacesTheHeldOne() {
    registered("upd_alone", "1");
    machine.build("upd_alone", "2");
    machine.update(UpdateTiming.SHUTDOWN, "upd_alone");

    machine.update(UpdateTiming.IMMEDIATE, "upd_alone");

    assertThat(machine.version("upd_alone")).contains("2");
    assertThat(machine.set().held().isEmpty()).isTrue();
  }

  private void cancel(String... modules) {
    try {
      HeldDrop.Result _ = HeldDrop.updates(machine.set(), machine.caller(), List.of(modules));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aHeldUpdateIsCancelledAndWhatIsNotHeldCanNotBe() {
    registered("upd_alone", "1");
    machine.build("upd_alone", "2");
    machine.update(UpdateTiming.SHUTDOWN, "upd_alone");

    assertThat(machine.refused(() -> cancel("upd_alone", "upd_other")))
        .singleElement()
        .asString()
        .startsWith("upd_other: ")
        .endsWith(": nothing to cancel");
    cancel("upd_alone");

    assertThat(machine.set().held().isEmpty()).isTrue();
    machine.shutDown();
    assertThat(machine.version("upd_alone")).contains("1");
  }

  @Test
  void theImageBeforeTheLastUpdateComesBack() {
    registered("upd_alone", "1");
    registered("upd_other", "1");
    registered("upd_alone", "2");

    update().run(List.of("upd_alone"), UpdateTiming.IMMEDIATE, true);

    assertThat(machine.version("upd_alone")).contains("1");
    assertThat(machine.version("upd_other")).contains("1");
  }

  @Test
  void thatAnImageIsTheFirstIsSaidWhileItIsCertain() {
    registered("upd_other", "1");
    registered("upd_alone", "1");
    assertThat(first("upd_alone")).containsExactly("upd_alone");

    changes(7);
    assertThat(first("upd_alone")).containsExactly("upd_alone");
    assertThat(first("upd_alone", "upd_other")).containsExactly("upd_alone", "upd_other");

    // The generation without it goes.
    changes(2);
    assertThat(first("upd_alone")).isEmpty();
    registered("upd_library", "1");
    assertThat(first("upd_library")).containsExactly("upd_library");
    assertThat(first("upd_library", "upd_alone")).isEmpty();
  }

  @Test
  void anImageThatWasHeldIsTheFirstToo() {
    machine.build("upd_alone", "1");
    machine.update(UpdateTiming.SHUTDOWN, "upd_alone");
    assertThat(first("upd_alone")).isEmpty();

    machine.shutDown();

    assertThat(first("upd_alone")).containsExactly("upd_alone");
  }

  @Test
  void theEarlierImageStaysHoweverManyChangesCome() {
    registered("upd_alone", "1");
    registered("upd_alone", "2");
    registered("upd_other", "1");
    changes(9);

    assertThat(first("upd_alone")).isEmpty();
    update().run(List.of("upd_alone"), UpdateTiming.IMMEDIATE, true);

    assertThat(machine.version("upd_alone")).contains("1");
  }

  /** Nor may a rollback be taken for one to before the registration. */
  @Test
  void anEarlierImageThatCanNotBeReadIsNotTakenForNone() throws IOException {
    registered("upd_alone", "1");
    Path registry = machine.set().current().orElseThrow().directory().resolve("krs");
    registered("upd_alone", "2");
    Files.writeString(registry, "damaged");

    assertThat(machine.set().previous("upd_alone")).isEmpty();
    assertThat(first("upd_alone")).isEmpty();
    Files.delete(registry);
    assertThat(first("upd_alone")).isEmpty();
  }

  /** Changes that no image of upd_alone has a part in. */
  private void changes(int count) {
    for (int i = 0; i < count; i++) {
      RegistrationChange.of(machine.set(), "tester", _ -> {})
          .use("upd_other", i % 2 != 0)
          .apply("use upd_other");
    }
  }

  private List<String> first(String... modules) {
    return update().withFirstImage(List.of(modules));
  }

  @Test
  void whatNeverHadAnotherImageCanNotGoBack() {
    registered("upd_alone", "1");

    assertThat(
            machine.refused(
                () ->
                    update().run(List.of("upd_alone", "upd_other"), UpdateTiming.IMMEDIATE, true)))
        .hasSize(2)
        .anySatisfy(
            text ->
                assertThat(text).startsWith("upd_alone: no kept generation has an earlier image"))
        .anySatisfy(text -> assertThat(text).startsWith("upd_other: is not registered"));
  }
}
