package dlkm.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dlkm.declaration.Phase;
import dlkm.host.Host;
import dlkm.image.ModuleImage;
import dlkm.kernel.Loader;
import dlkm.problem.ProblemException;
import dlkm.registry.Registration;
import dlkm.registry.RegistrationFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In what order modules are exchanged, and that nothing is exchanged where no kernel runs. */
class LiveSwapOrderTest {

  private static Candidate candidate(String module, String... needed) throws IOException {
    Path file = BuiltModules.image("upd_alone", "1");
    Registration record = UpdateMachine.record("upd_alone", "1", Phase.AUTO, needed);
    Registration named = RegistrationFixture.like(record).named(module).record();
    return new Candidate(named, file, ModuleImage.parse(file.toString(), Files.readAllBytes(file)));
  }

  private static List<String> order(List<Candidate> candidates) {
    return CandidateOrder.dependenciesFirst(candidates).stream().map(Candidate::module).toList();
  }

  @Test
  void whatIsNeededComesFirstHoweverTheyAreNamed() throws IOException {
    List<Candidate> all =
        new ArrayList<>(
            List.of(
                candidate("base"),
                candidate("left", "base"),
                candidate("right", "base", "loop"),
                candidate("top", "right", "left")));
    for (int seed = 0; seed < 24; seed++) {
      Collections.shuffle(all, new Random(seed));

      assertThat(order(all)).as(all.toString()).hasSize(4).startsWith("base").endsWith("top");
    }
  }

  @Test
  void modulesThatDoNotNeedEachOtherKeepTheirOrder() throws IOException {
    assertThat(order(List.of(candidate("c"), candidate("a"), candidate("b", "elsewhere"))))
        .containsExactly("c", "a", "b");
  }

  @Test
  void aCircleEnds() throws IOException {
    assertThat(order(List.of(candidate("a", "b"), candidate("b", "a"))))
        .containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void belowAnotherRootThereIsNoKernelToExchangeThemIn(@TempDir Path root) {
    Host host = new Host(root, Path.of("src/main"));

    assertThatThrownBy(() -> Loader.open(host))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("has no running kernel");
  }
}
