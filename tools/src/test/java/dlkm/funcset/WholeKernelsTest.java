package dlkm.funcset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dlkm.problem.ProblemException;
import dlkm.registry.Registry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names of whole kernels, and the generations that they lead to (spec §4.4.1, §4.6). */
class WholeKernelsTest {

  @TempDir private Path root;
  private SmallMachine machine;
  private WholeKernels kernels;

  @BeforeEach
  void aMachine() {
    machine = new SmallMachine(root);
    kernels = new WholeKernels(machine.set());
  }

  @Test
  void ofAPathTheLastPartIsTheName() {
    assertThat(WholeKernels.name("/stand/build/vmunix_test")).isEqualTo("vmunix_test");
    assertThat(WholeKernels.name("vmunix.prev")).isEqualTo("vmunix.prev");
    for (String wrong : List.of("", "a/", "..", ".prev", "1", "a b", "a".repeat(33))) {
      assertThatThrownBy(() -> WholeKernels.name(wrong))
          .as(wrong)
          .isInstanceOf(ProblemException.class);
    }
  }

  @Test
  void oneLivesAsLongAsItsNameAndIsNothingToGoBackTo() throws IOException {
    machine.register("pulse", "v1");
    Generation kept = keep("vmunix_test", "pulse", "v2");
    for (int i = 0; i < 20; i++) {
      machine.register("other", "w" + i);
    }
    assertThat(kernels.names()).containsExactly("vmunix_test");
    assertThat(kernels.find("vmunix_test")).isEqualTo(kept);
    assertThat(machine.set().previous("pulse")).isEmpty();

    kernels.delete("vmunix_test", _ -> {});

    assertThat(kept.directory()).doesNotExist();
    assertThatThrownBy(() -> kernels.find("vmunix_test")).hasMessageContaining("config SYSTEM");
  }

  @Test
  void builtTwiceBeforeAnythingIsRegisteredTheFirstOneIsALeftover() throws IOException {
    Generation first = keep("vmunix_test", "pulse", "v1");
    Generation second = keep("vmunix_test", "pulse", "v2");

    new GenerationCleanup(machine.set()).discardLeftovers();

    assertThat(first.directory()).doesNotExist();
    assertThat(second.directory()).isDirectory();
    machine.register("other", "w");
    assertThat(second.directory()).isDirectory();
  }

  @Test
  void twoBuildsOfTheSameHaveTwoIdentities() {
    WholeKernelId one = WholeKernelId.fresh("6.1:abc", "content");
    WholeKernelId other = WholeKernelId.fresh("6.1:abc", "content");

    assertThat(one).isNotEqualTo(other);
    assertThat(one.kis()).startsWith("6.1:abc:");
  }

  @Test
  void theIdentityStaysWithWhatIsMadeOfItAndComesWithTheShutdown() {
    WholeKernelId one = new WholeKernelId("one");
    WholeKernelId two = new WholeKernelId("two");
    machine
        .change()
        .register(SmallMachine.record("pulse", "v1"), machine.image("pulse", "v1"))
        .become(Optional.of(one))
        .apply("whole kernel");
    machine.register("other", "w");
    assertThat(current()).contains(one);

    machine
        .change()
        .hold(SmallMachine.record("pulse", "v2"), machine.image("pulse", "v2"))
        .holdKernel(Optional.of(two))
        .apply("whole kernel");
    machine.register("other", "w2");
    assertThat(current()).contains(one);
    assertThat(machine.shutdown().status()).isZero();

    assertThat(current()).contains(two);
  }

  private Optional<WholeKernelId> current() {
    return WholeKernelId.of(machine.set().current().orElseThrow());
  }

  private Generation keep(String name, String module, String image) throws IOException {
    Registry then =
        machine
            .set()
            .registry()
            .register(SmallMachine.record(module, image), Instant.EPOCH, "tester");
    Generation kept =
        new GenerationWriter(machine.set())
            .keepKernel(
                machine.set().current(),
                then,
                Map.of(module, machine.image(module, image)),
                new WholeKernelId("kis"));
    kernels.put(name, kept);
    assertThat(Files.isSymbolicLink(kernels.link(name))).isTrue();
    return kept;
  }
}
