package dlkm.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dlkm.declaration.Phase;
import dlkm.host.Host;
import dlkm.image.ModuleImage;
import dlkm.kernel.LoadState;
import dlkm.kernel.LoadedModule;
import dlkm.kernel.Loader;
import dlkm.problem.ProblemException;
import dlkm.registry.Registration;
import dlkm.registry.RegistrationFixture;
import dlkm.registry.Registry;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
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
    return LoadOrder.dependenciesFirst(candidates, Candidate::needs).stream()
        .map(Candidate::module)
        .toList();
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

  private static ExchangeNeeds needs(
      List<Candidate> all, List<String> loaded, Map<String, List<String>> symbols) {
    return needs(all, loaded, List.of(), symbols);
  }

  private static ExchangeNeeds needs(
      List<Candidate> all,
      List<String> loaded,
      List<String> asked,
      Map<String, List<String>> symbols) {
    Registry next = Registry.empty(BuiltModules.RELEASE, "kis");
    for (Candidate candidate : all) {
      next = next.register(candidate.record(), Instant.EPOCH, "tester");
    }
    return new ExchangeNeeds(
        next,
        all.stream().map(Candidate::record).filter(r -> loaded.contains(r.module())).toList(),
        all.stream().map(Candidate::record).filter(r -> asked.contains(r.module())).toList(),
        record -> symbols.getOrDefault(record.module(), List.of()),
        loaded::contains);
  }

  private static List<String> order(ExchangeNeeds needs) {
    return needs.order().stream().map(Registration::module).toList();
  }

  @Test
  void whatANewImageTakesSymbolsFromComesAndWhatThatNeeds() throws IOException {
    List<Candidate> all =
        List.of(candidate("top", "mid"), candidate("mid"), candidate("low"), candidate("base"));

    ExchangeNeeds needs =
        needs(
            all,
            List.of("top", "base", "crc32"),
            Map.of("top", List.of("crc_itu_t", "crc32"), "mid", List.of("low", "base")));

    assertThat(order(needs)).containsExactly("low", "base", "mid", "top");
    assertThat(needs.others()).containsExactly("crc_itu_t");
    assertThat(needs.neededBy("crc_itu_t")).contains("top");
    assertThat(needs.neededBy("low")).contains("mid");
    assertThat(needs.order().stream().filter(needs::isExchanged).map(Registration::module))
        .containsExactly("base", "top");
    assertThat(needs.order().stream().filter(needs::comesLate).map(Registration::module))
        .contains("mid")
        .doesNotContain("low");
  }

  @Test
  void whatIsNotLoadedAndNotNeededStaysOut() throws IOException {
    List<Candidate> all = List.of(candidate("other", "base"), candidate("base"));

    assertThat(order(needs(all, List.of("base"), Map.of()))).containsExactly("base");
  }

  @Test
  void whatBecomesLoadedComesAfterWhatItNeedsAndLast() throws IOException {
    List<Candidate> all =
        List.of(candidate("asked", "lib"), candidate("lib"), candidate("user", "asked"));

    ExchangeNeeds needs = needs(all, List.of("user"), List.of("asked"), Map.of());

    assertThat(order(needs)).containsExactly("lib", "asked", "user");
    assertThat(needs.order().stream().filter(needs::comesLate).map(Registration::module))
        .containsExactly("asked", "user");
    assertThat(needs.neededBy("asked")).contains("user");
    assertThat(order(needs(all, List.of(), List.of("asked"), Map.of())))
        .containsExactly("lib", "asked");
  }

  private static LoadedModule loaded(String name, String... dependents) {
    return new LoadedModule(
        name,
        0,
        dependents.length,
        List.of(dependents),
        LoadState.LIVE,
        "0",
        "",
        false,
        new File("/sys/module/" + name));
  }

  @Test
  void whatIsLoadedLeavesInItsOwnOrder() {
    assertThat(
            UnloadOrder.dependentsFirst(
                List.of(loaded("zzz", "mid"), loaded("aaa"), loaded("mid", "aaa"))))
        .extracting(LoadedModule::name)
        .containsExactly("aaa", "mid", "zzz");
  }

  @Test
  void belowAnotherRootThereIsNoKernelToExchangeThemIn(@TempDir Path root) {
    Host host = new Host(root, Path.of("src/main"));

    assertThatThrownBy(() -> Loader.open(host))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("has no running kernel");
  }
}
