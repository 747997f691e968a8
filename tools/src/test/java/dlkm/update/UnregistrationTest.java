package dlkm.update;

import static org.assertj.core.api.Assertions.assertThat;

import dlkm.saved.HeldDrop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Taking modules out of a kernel's registry (spec §4.7, §6.1), where nothing is loaded. */
class UnregistrationTest {

  @TempDir private Path root;
  private UpdateMachine machine;

  @BeforeEach
  void threeRegisteredModules() throws IOException {
    machine = new UpdateMachine(root);
    machine.build("upd_library", "1");
    machine.build("upd_user", "1", "upd_library");
    machine.build("upd_alone", "1");
    machine.update(UpdateTiming.IMMEDIATE, "upd_library", "upd_user", "upd_alone");
  }

  private Unregistration unregistration() {
    return new Unregistration(machine.kernel(), machine.caller());
  }

  @Test
  void nothingOfAModuleIsLeftAndTheOthersStay() {
    Path image = machine.set().liveImage(machine.set().registry().find("upd_alone").orElseThrow());

    unregistration().now(List.of("upd_alone"));

    assertThat(machine.set().registry().names()).containsExactly("upd_library", "upd_user");
    assertThat(image).doesNotExist();
    assertThat(machine.isIndexed("upd_alone")).isFalse();
    assertThat(machine.isIndexed("upd_user")).isTrue();
  }

  @Test
  void whatARegisteredModuleNeedsStays() {
    assertThat(machine.refused(() -> unregistration().now(List.of("upd_alone", "upd_library"))))
        .containsExactly(
            "upd_library: is needed by upd_user, registered with kernel "
                + BuiltModules.RELEASE
                + ": unregister that too");
    assertThat(machine.refused(() -> unregistration().atShutdown(List.of("upd_library"))))
        .hasSize(1);
  }

  @Test
  void withItsDependentsItGoes() {
    unregistration().now(List.of("upd_library", "upd_user"));

    assertThat(machine.set().registry().names()).containsExactly("upd_alone");
  }

  @Test
  void everythingThatIsWrongIsSaidAtOnce() {
    assertThat(machine.refused(() -> unregistration().now(List.of("nowhere", "upd_library", "no"))))
        .hasSize(3)
        .anySatisfy(text -> assertThat(text).startsWith("nowhere: is not registered"))
        .anySatisfy(text -> assertThat(text).startsWith("upd_library: is needed by upd_user"))
        .anySatisfy(text -> assertThat(text).startsWith("no: is not registered"));
  }

  @Test
  void aHeldOneHappensAtTheShutdown() {
    unregistration().atShutdown(List.of("upd_alone"));

    assertThat(machine.version("upd_alone")).contains("1");
    assertThat(machine.isIndexed("upd_alone")).isTrue();
    assertThat(machine.set().held().removals()).containsExactly("upd_alone");
    machine.shutDown();
    assertThat(machine.version("upd_alone")).isEmpty();
    assertThat(machine.set().registry().names()).containsExactly("upd_library", "upd_user");
  }

  private void cancel(String... modules) {
    try {
      HeldDrop.Result _ = HeldDrop.removals(machine.set(), machine.caller(), List.of(modules));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aHeldOneIsCancelledAndWhatIsNotHeldCanNotBe() {
    unregistration().atShutdown(List.of("upd_alone"));

    assertThat(machine.refused(() -> cancel("upd_alone", "upd_user")))
        .singleElement()
        .asString()
        .startsWith("upd_user: ");
    cancel("upd_alone");

    assertThat(machine.set().held().isEmpty()).isTrue();
    machine.shutDown();
    assertThat(machine.version("upd_alone")).contains("1");
  }

  @Test
  void aRegistrationThatIsOnlyHeldIsDropped() {
    machine.build("upd_other", "1");
    machine.update(UpdateTiming.SHUTDOWN, "upd_other");

    unregistration().now(List.of("upd_other"));

    assertThat(machine.set().held().isEmpty()).isTrue();
    assertThat(machine.set().registry().names())
        .containsExactly("upd_alone", "upd_library", "upd_user");
  }

  @Test
  void aHeldUpdateGoesWithTheModule() {
    machine.build("upd_alone", "2");
    machine.update(UpdateTiming.SHUTDOWN, "upd_alone");

    unregistration().now(List.of("upd_alone"));
    machine.shutDown();

    assertThat(machine.version("upd_alone")).isEmpty();
  }

  @Test
  void whatWasPreparedAndAbandonedNeverWas() {
    SortedMap<String, String> before = machine.picture();
    Unregistration unregistration = unregistration();
    unregistration.prepare(List.of("upd_alone"));

    unregistration.abandon();

    assertThat(machine.picture()).isEqualTo(before);
    assertThat(machine.isIndexed("upd_alone")).isTrue();
  }

  @Test
  void theIdIsNotGivenToAnotherModule() {
    int id = machine.set().registry().find("upd_alone").orElseThrow().id();
    unregistration().now(List.of("upd_alone"));
    machine.build("upd_other", "1");

    machine.update(UpdateTiming.IMMEDIATE, "upd_other");

    assertThat(machine.set().registry().find("upd_other").orElseThrow().id()).isNotEqualTo(id);
  }
}
