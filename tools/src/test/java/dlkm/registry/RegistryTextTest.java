package dlkm.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dlkm.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** The registry as text: what is written is read, and what is damaged is said to be (spec §3.5). */
class RegistryTextTest {

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void aWrittenRegistryReadsAsItWas(@ForAll("registries") Registry registry) {
    String text = RegistryText.write(registry);

    assertThat(RegistryText.read("krs", text)).isEqualTo(registry);
    assertThat(RegistryText.write(RegistryText.read("krs", text))).isEqualTo(text);
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void aWrittenRecordReadsAsItWas(@ForAll("registrations") Registration registration) {
    assertThat(RegistryText.readOne("m.krs", RegistryText.write(registration)))
        .isEqualTo(registration);
  }

  /** Cut off, with lines lost, doubled or exchanged, with a letter changed: read, or said where. */
  @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
  void aDamagedTextIsAProblemWithItsPlace(
      @ForAll("registries") Registry registry,
      @ForAll @IntRange(max = 5) int damage,
      @ForAll @IntRange(max = 9999) int place,
      @ForAll @IntRange(min = 1, max = 127) int letter) {
    String text = damaged(RegistryText.write(registry), damage, place, (char) letter);

    survives(() -> RegistryText.read("krs", text));
    survives(() -> RegistryText.readOne("krs", text));
  }

  @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
  void noTextDoesWorseThanAProblem(@ForAll("texts") String text) {
    survives(() -> RegistryText.read("krs", text));
    survives(() -> RegistryText.readOne("krs", text));
  }

  private static void survives(Runnable reading) {
    try {
      reading.run();
    } catch (ProblemException e) {
      assertThat(e.problems())
          .singleElement()
          .satisfies(problem -> assertThat(problem.thing()).matches("krs:[1-9][0-9]*"))
          .satisfies(problem -> assertThat(problem.what()).startsWith("the registry is damaged: "));
    }
  }

  private static String damaged(String text, int damage, int place, char letter) {
    int at = place % text.length();
    List<String> lines = new ArrayList<>(text.lines().toList());
    int line = place % lines.size();
    switch (damage) {
      case 0 -> {
        return text.substring(0, at);
      }
      case 1 -> {
        return text.substring(0, at) + letter + text.substring(at + 1);
      }
      case 2 -> {
        return text.substring(0, at) + letter + text.substring(at);
      }
      case 3 -> lines.remove(line);
      case 4 -> lines.add(line, lines.get((line * 7) % lines.size()));
      default -> lines.set(line, lines.get((line * 7) % lines.size()));
    }
    return String.join("\n", lines) + "\n";
  }

  @Test
  void theLineThatIsWrongIsNamed() {
    String text =
        RegistryText.write(SomeRegistrations.of("pulse", "00")).replace("type misc", "type mist");
    int end = text.lines().toList().indexOf("end") + 1;

    assertThatThrownBy(() -> RegistryText.readOne("pulse.krs", text))
        .isInstanceOf(ProblemException.class)
        .hasMessage(
            "pulse.krs:"
                + end
                + ": the registry is damaged: type mist is unknown:"
                + " in the function set, 'ln -sfn gen/NUMBER current' goes back to an earlier generation");
  }

  @Test
  void aFormatOfTheFutureIsNotGuessed() {
    String text = RegistryText.write(Registry.empty("6.1.0-test", "kis")).replace("at 1", "at 2");

    assertThatThrownBy(() -> RegistryText.read("krs", text))
        .hasMessageContaining("format 2 is not known to this version");
  }

  @Test
  void aValueOfTwoLinesIsNotWritten() {
    Registration registration = SomeRegistrations.of("pulse", "00\nend");

    assertThatThrownBy(() -> RegistryText.write(registration))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Provide
  Arbitrary<Registration> registrations() {
    return SomeRegistrations.any(SomeRegistrations.names());
  }

  @Provide
  Arbitrary<Registry> registries() {
    return Combinators.combine(
            registrations().list().ofMaxSize(4), Arbitraries.integers().between(1, 1 << 21))
        .as(
            (all, next) -> {
              TreeMap<String, Registration> modules = new TreeMap<>();
              all.forEach(registration -> modules.put(registration.module(), registration));
              return new Registry("6.1.0-test", "6.1.0-test:00ff", next, modules);
            });
  }

  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> lines =
        Arbitraries.of(
            "format 1",
            "release r",
            "kis k",
            "next-id 4",
            "next-id",
            "module a",
            "id 1",
            "end",
            "version 1",
            "type misc",
            "planned AUTO",
            "planned NEVER",
            "configured INIT",
            "tunable",
            "tunable a",
            "parameter a b",
            "supported RUN",
            "supported x",
            "sha256 0",
            "by me",
            "interface dlkm",
            "char-major",
            "char-major 9999999999",
            "block-major -1",
            "# c",
            "",
            " ",
            "built 2026-01-01T00:00:00Z",
            "built yesterday",
            "registered 1",
            "line-discipline");
    return Arbitraries.oneOf(lines, lines, Arbitraries.strings().ofMaxLength(10))
        .list()
        .ofMaxSize(30)
        .map(all -> String.join("\n", all) + "\n");
  }
}
