package dlkm.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dlkm.problem.ProblemException;
import java.time.Instant;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
          .satisfies(
              problem ->
                  assertThat(problem.what()).matches("the (registry|record) is damaged: .*"));
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
    int line = text.lines().toList().indexOf("type mist") + 1;

    assertThatThrownBy(() -> RegistryText.readOne("pulse.krs", text))
        .isInstanceOf(ProblemException.class)
        .hasMessage(
            "pulse.krs:"
                + line
                + ": the record is damaged: type: 'mist' is not a type of module:"
                + " build the module again with config");
  }

  /** What an image calls its stubs is anybody's text. */
  @Test
  void stubsAreNamesOfFunctions() {
    Registration plain = SomeRegistrations.of("pulse", "00");
    ImageFacts image = plain.image();
    Registration stubs =
        plain.withImage(
            new ImageFacts(
                image.sha256(),
                image.buildId(),
                image.srcversion(),
                image.kis(),
                image.softDependencies(),
                image.wrapped(),
                image.isStatic(),
                List.of("pulse_b", "a b", "", "x\nend", "pulse_a")));
    String text = RegistryText.write(stubs);

    assertThat(text).contains("\nstub pulse_a\nstub pulse_b\nneeds\n");
    assertThat(RegistryText.readOne("pulse.krs", text)).isEqualTo(stubs);
  }

  @Test
  void aFormatOfTheFutureIsNotGuessed() {
    String text = RegistryText.write(Registry.empty("6.1.0-test", "kis")).replace("at 1", "at 2");

    assertThatThrownBy(() -> RegistryText.read("krs", text))
        .hasMessageContaining(
            "krs:3: the registry is damaged: format 2 is unknown to this version");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.0\nend", "1.0\u2028end"})
  void aValueOfTwoLinesIsNotWritten(String version) {
    Registration twoLines =
        RegistrationFixture.like(SomeRegistrations.of("pulse", "00")).version(version).record();

    assertThatThrownBy(() -> RegistryText.write(twoLines))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Whoever edits a record or a registry is told the line, whatever the key. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          module pulse        | module ../../../etc/evil | module: '../../../etc/evil' is not the name
          module pulse        | module pulse x           | module: 'pulse x' is not the name of a module
          module pulse        | module pulse;>CANARY;:   | module: 'pulse;>CANARY;:' is not the name
          id 0                | id -1                    | id: '-1' is not a number from 0 to
          id 0                | id 007                   | id: '007' is not a number from 0 to
          needs               | needs /etc/passwd        | needs: '/etc/passwd' is not the name of a module
          needs               | neds by                  | unknown key 'neds'
          planned AUTO        | planned NEVER            | planned: 'NEVER' is not a loading phase
          supported RUN       | supported RUN, BOOT1     | supported: 'RUN,' is not a supported phase
          configured AUTO     | configured AUTO INIT     | configured: 'AUTO INIT' is not a loading phase
          interface linux     | interface windows        | interface: 'windows' is not dlkm or linux
          char-major -1       | char-major 5000          | char-major: '5000' is not a number from -1 to 4095
          built 1970          | built 1970 x             | built: '1970 x-01-01T00:00:00Z' is not a time
          by tester           | tunable size 9 9         | tunable: 'size 9 9' is not the name and value
          by tester           | parameter size           | parameter: 'size' is not the name and value
          by tester           | parameter size "x;reboot | parameter: 'size "x;reboot' is not the name and value
          by tester           | parameter size "\\"a b"   | parameter: 'size "\\"a b"' is not the name and value
          by tester           | unused no                | unused: 'no' is not yes
          by tester           | id 0                     | key 'id' is there twice
          by tester           | # nobody                 | key 'by' is missing
          by tester           | end                      | key 'by' is missing
          kis 6.1.0           | kis 6.1.0 x              | kis: '6.1.0 x-test:unknown' is not a word
          """)
  void aLineThatTheToolsDoNotWriteIsAnError(String line, String other, String why) {
    String text = RegistryText.write(SomeRegistrations.of("pulse", "00"));
    assertThat(text).contains(line);

    assertThatThrownBy(() -> RegistryText.readOne("pulse.krs", text.replace(line, other)))
        .isInstanceOf(ProblemException.class)
        .hasMessageMatching("pulse.krs:[0-9]+: the record is damaged: .*")
        .hasMessageContaining(why);
  }

  @Test
  void nothingFollowsARecord() {
    String text = RegistryText.write(SomeRegistrations.of("pulse", "00"));

    assertThatThrownBy(() -> RegistryText.readOne("pulse.krs", text + "module evil\n"))
        .hasMessageContaining("key 'module' follows the end");
  }

  @Test
  void anIdIsOfOneModuleAndBelowTheNext() {
    Registry registry =
        Registry.empty("6.1.0-test", "kis")
            .register(SomeRegistrations.of("a", "00"), Instant.EPOCH, "tester")
            .register(SomeRegistrations.of("b", "00"), Instant.EPOCH, "tester");
    String text = RegistryText.write(registry);

    for (String wrong : List.of("id 1", "id 0", "id 3")) {
      assertThatThrownBy(() -> RegistryText.read("krs", text.replace("id 2", wrong)))
          .hasMessageContaining("module b has a wrong id");
    }
  }

  @Test
  void aReleaseThatLeavesItsFolderIsAnError() {
    String text = RegistryText.write(Registry.empty("6.1.0-test", "kis"));

    assertThatThrownBy(() -> RegistryText.read("krs", text.replace("6.1.0-test", "../6.1")))
        .hasMessageContaining("krs:4: the registry is damaged: release: '../6.1' is not");
  }

  @Provide
  Arbitrary<Registration> registrations() {
    return SomeRegistrations.any(SomeRegistrations.names());
  }

  @Provide
  Arbitrary<Registry> registries() {
    return Combinators.combine(
            registrations().list().ofMaxSize(4), Arbitraries.integers().between(5, 1 << 21))
        .as(
            (all, next) -> {
              TreeMap<String, Registration> modules = new TreeMap<>();
              for (Registration one : all) {
                modules.putIfAbsent(
                    one.module(),
                    one.registered(modules.size() + 1, Instant.EPOCH.plusSeconds(next), "tester"));
              }
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
