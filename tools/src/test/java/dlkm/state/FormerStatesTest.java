package dlkm.state;

import static org.assertj.core.api.Assertions.assertThat;

import dlkm.declaration.Phase;
import dlkm.funcset.FunctionSet;
import dlkm.funcset.Generation;
import dlkm.funcset.GenerationWriter;
import dlkm.funcset.RegistrationChange;
import dlkm.funcset.WholeKernelId;
import dlkm.funcset.WholeKernels;
import dlkm.host.Layout;
import dlkm.host.SetFile;
import dlkm.update.UpdateMachine;
import dlkm.update.UpdateTiming;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What comes back where the kernel refuses a module after its state was changed. */
class FormerStatesTest {

  @TempDir private Path root;
  private UpdateMachine machine;
  private FunctionSet set;

  @BeforeEach
  void oneIsRegisteredAndItsUpdateIsHeld() throws IOException {
    machine = new UpdateMachine(root);
    set = machine.set();
    machine.build("upd_alone", "1");
    machine.update(UpdateTiming.EITHER, "upd_alone");
    machine.build("upd_alone", "2");
    machine.update(UpdateTiming.SHUTDOWN, "upd_alone");
  }

  private RegistrationChange change() {
    return RegistrationChange.of(set, "tester", _ -> {});
  }

  private void bringBack(FormerStates former) throws IOException {
    former.bringBack(machine.kernel(), machine.caller(), "a test");
  }

  @Test
  void aHeldUpdateThatWasReplacedIsHeldAgainWithItsImage() throws IOException {
    FormerStates former = FormerStates.of(set);
    change().cancel("upd_alone").configure("upd_alone", Phase.INIT).apply("replace it");
    assertThat(set.held().isEmpty()).isTrue();

    bringBack(former);

    assertThat(set.held().updates()).containsOnlyKeys("upd_alone");
    assertThat(set.registry().find("upd_alone").orElseThrow().phases().configured())
        .isEqualTo(Phase.AUTO);
    assertThat(machine.version("upd_alone")).hasValue("1");
    machine.shutDown();
    assertThat(machine.version("upd_alone")).hasValue("2");
  }

  @Test
  void aHeldRemovalIsHeldAgainAndWhatWasRegisteredSinceIsNot() throws IOException {
    change().cancel("upd_alone").holdRemoval("upd_alone").apply("hold");
    FormerStates former = FormerStates.of(set);
    machine.build("upd_other", "1");
    machine.update(UpdateTiming.EITHER, "upd_other");
    change().cancel("upd_alone").apply("replace it");

    bringBack(former);

    assertThat(set.held().removals()).containsExactly("upd_alone");
    assertThat(set.registry().names()).containsExactly("upd_alone");
  }

  @Test
  void thePlanComesBackWithTheFormerSystemFile() throws IOException {
    Path system = machine.kernel().host().path(Layout.SYSTEM);
    Path before = machine.kernel().host().path(Layout.SYSTEM_PREVIOUS);
    Files.writeString(system, "size 2\n");
    Files.writeString(before, "size 1\n");
    FormerStates former = FormerStates.of(set);
    Files.writeString(before, "size 2\n");
    Files.writeString(system, "size 3\n");

    bringBack(former);

    assertThat(system).hasContent("size 2\n");
    assertThat(before).hasContent("size 1\n");
  }

  @Test
  void whereNothingChangedThereIsNoNewGeneration() throws IOException {
    int generations = set.generations().size();

    bringBack(FormerStates.of(set));

    assertThat(set.generations()).hasSize(generations);
    assertThat(set.held().updates()).containsOnlyKeys("upd_alone");
  }

  @Test
  void aPlanAloneComesBackWithoutANewGeneration() throws IOException {
    Path system = machine.kernel().host().path(Layout.SYSTEM);
    Files.writeString(system, "size 2\n");
    FormerStates former = FormerStates.of(set);
    Files.writeString(system, "size 3\n");
    int generations = set.generations().size();

    bringBack(former);

    assertThat(system).hasContent("size 2\n");
    assertThat(set.generations()).hasSize(generations);
  }

  @Test
  void inABootOfAChosenKernelTheDefaultOneStaysTheDefaultWithWhatItHolds() throws IOException {
    Generation usual = set.current().orElseThrow();
    Generation held = set.pending().orElseThrow();
    GenerationWriter writer = new GenerationWriter(set);
    WholeKernelId identity = WholeKernelId.fresh("kis", "content");
    Generation chosen = writer.keepKernel(Optional.of(usual), set.registry(), Map.of(), identity);
    new WholeKernels(set).put("chosen", chosen);
    writer.makeCurrent(chosen);
    Files.writeString(
        SetFile.DEFAULT.in(set.directory()), usual.number() + " " + chosen.number() + "\n");
    FormerStates former = FormerStates.of(set);
    change().configure("upd_alone", Phase.INIT).apply("a state that the kernel refuses");
    assertThat(set.insteadOfDefault()).isEmpty();

    bringBack(former);

    assertThat(set.registry().find("upd_alone").orElseThrow().phases().configured())
        .isEqualTo(Phase.AUTO);
    assertThat(set.insteadOfDefault()).contains(usual);
    assertThat(held.directory()).isDirectory();
  }
}
