package dlkm.update;

import static org.assertj.core.api.Assertions.assertThat;

import dlkm.declaration.Phase;
import dlkm.funcset.RegistrationChange;
import dlkm.host.Host;
import dlkm.host.Layout;
import dlkm.host.Transaction;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the next command does after one that was killed: after each point at which what is on the
 * disk can have been left (spec §6.2).
 */
class RecoveryTest {

  @TempDir private Path root;
  private UpdateMachine machine;
  private final List<String> said = new ArrayList<>();

  @BeforeEach
  void aRegisteredModuleAndItsNextVersion() throws IOException {
    machine = new UpdateMachine(root);
    machine.build("upd_alone", "1");
    machine.update(UpdateTiming.IMMEDIATE, "upd_alone");
    machine.build("upd_alone", "2");
  }

  private Host host() {
    return machine.kernel().host();
  }

  private void recover() {
    boolean _ = Recovery.run(host(), said::add);
  }

  private RegistrationChange change() {
    return RegistrationChange.of(machine.set(), "tester", said::add)
        .register(
            UpdateMachine.record("upd_alone", "2", Phase.AUTO),
            BuiltModules.image("upd_alone", "2"));
  }

  private void updates() {
    machine.update(UpdateTiming.IMMEDIATE, "upd_alone");
    assertThat(machine.version("upd_alone")).contains("2");
  }

  @Test
  void afterAnOrderlyEndThereIsNothingToDo() {
    SortedMap<String, String> before = machine.picture();

    recover();

    assertThat(machine.picture()).isEqualTo(before);
    assertThat(said).isEmpty();
  }

  @Test
  void killedBeforeTheNextGenerationIsCurrentTheOldOneIs() {
    SortedMap<String, String> before = machine.picture();
    change().prepare("killed here");

    recover();

    assertThat(machine.picture()).isEqualTo(before);
    updates();
  }

  @Test
  void killedInTheMiddleOfTheNextGenerationTheOldOneIs() throws IOException {
    SortedMap<String, String> before = machine.picture();
    Path next = change().prepare("killed here").directory();
    Path aside = next.resolveSibling(".dlkm-aside." + next.getFileName());
    Files.move(next, aside);
    Files.delete(aside.resolve("krs"));

    recover();

    assertThat(machine.picture()).isEqualTo(before);
    updates();
  }

  @Test
  void killedBeforeTheIndexTheIndexFollows() throws IOException {
    machine.build("upd_other", "1");
    RegistrationChange change =
        RegistrationChange.of(machine.set(), "tester", said::add)
            .register(
                UpdateMachine.record("upd_other", "1", Phase.AUTO),
                BuiltModules.image("upd_other", "1"));
    change.commit(change.prepare("killed after this"));
    assertThat(machine.isIndexed("upd_other")).isFalse();

    recover();

    assertThat(machine.version("upd_other")).contains("1");
    assertThat(machine.isIndexed("upd_other")).isTrue();
    assertThat(machine.isIndexed("upd_alone")).isTrue();
  }

  @Test
  void killedWhileAnUpdateWasHeldTheOldOneStaysHeld() {
    machine.update(UpdateTiming.SHUTDOWN, "upd_alone");
    SortedMap<String, String> before = machine.picture();
    RegistrationChange.of(machine.set(), "tester", said::add)
        .holdRemoval("upd_alone")
        .prepare("killed here");

    recover();

    assertThat(machine.picture()).isEqualTo(before);
    machine.shutDown();
    assertThat(machine.version("upd_alone")).contains("2");
  }

  @Test
  void aJournalThatWasWrittenIsFinished() throws IOException {
    String path = Layout.system("upd_alone");
    Path file = host().path(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "before");
    Transaction.begin(host()).write(file, "after".getBytes(StandardCharsets.UTF_8)).check();
    Files.createDirectories(host().path(Layout.JOURNAL).getParent());
    Files.writeString(host().path(Layout.JOURNAL), "replace " + path.substring(1) + "\n");

    recover();

    assertThat(file).hasContent("after");
    assertThat(host().path(Layout.JOURNAL)).doesNotExist();
  }

  @Test
  void theSecondRecoveryHasNothingToDo() {
    change().prepare("killed here");
    recover();
    SortedMap<String, String> before = machine.picture();

    recover();

    assertThat(machine.picture()).isEqualTo(before);
    assertThat(said).isEmpty();
  }

  @Test
  void aDamagedFunctionSetIsSaidAndTheOthersArePutRight() throws IOException {
    UpdateMachine other = machine.other("6.1.0-other");
    Files.createDirectories(other.set().directory().resolve("gen/1"));
    Files.createDirectory(other.set().directory().resolve("current"));
    change().prepare("killed here");
    int before = machine.set().generations().size();

    recover();

    assertThat(said).anySatisfy(text -> assertThat(text).contains("6.1.0-other"));
    assertThat(machine.set().generations()).hasSize(before - 1);
    assertThat(machine.version("upd_alone")).contains("1");
  }

  @Test
  void anExchangeBelowAnotherRootIsNobodysHere() {
    new ExchangeMarker(machine.set()).begin(List.of("upd_alone"), List.of(), List.of());

    recover();

    assertThat(machine.version("upd_alone")).contains("1");
    assertThat(new ExchangeMarker(machine.set()).modules()).containsExactly("upd_alone");
  }
}
