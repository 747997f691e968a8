package dlkm.saved;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dlkm.host.Layout;
import dlkm.problem.ProblemException;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The file of a saved configuration (spec §9.1). */
class ConfigurationTextTest {

  private static Configuration configuration(Map<String, String> plan) {
    return new Configuration(
        "first",
        "6.1.0",
        7,
        "a title",
        Instant.parse("2026-11-28T14:39:03Z"),
        "ann",
        "b00t",
        new TreeMap<>(plan));
  }

  private static Configuration parse(String text) {
    return ConfigurationText.parse("first", "conf/first", text);
  }

  @Test
  void itIsReadAsItWasWritten() {
    for (String text : new String[] {"", "\n", "a\n", "a\nb", "a\n\n|x\n.\n", "a\r\n", "."}) {
      Configuration saved =
          configuration(Map.of(Layout.system("pulse"), text, Layout.LOADMODS, "loop\n"));
      assertThat(parse(ConfigurationText.write(saved))).isEqualTo(saved);
    }
  }

  @Test
  void cutOffAnywhereItIsNone() {
    String text = ConfigurationText.write(configuration(Map.of(Layout.LOADMODS, "loop\nnbd")));
    for (int length = 0; length < text.length(); length++) {
      String cut = text.substring(0, length);
      // Whole lines before the plan are a configuration with an empty plan.
      if (!cut.endsWith("\n") || cut.contains("\nfile")) {
        assertThatThrownBy(() -> parse(cut)).as("%d", length).isInstanceOf(ProblemException.class);
      }
    }
  }

  @Test
  void aPlanHasNoFilesElsewhere() {
    for (String path :
        new String[] {
          "/etc/passwd", Layout.SYSTEMS + "/../../passwd", Layout.SYSTEMS + "/.x", "relative"
        }) {
      String text = ConfigurationText.write(configuration(Map.of(path, "x\n")));
      assertThatThrownBy(() -> parse(text)).hasMessageContaining("is no file of a plan");
    }
  }

  @Test
  void aWrongLineIsNamed() {
    String text = ConfigurationText.write(configuration(Map.of())) + "other word\n";
    assertThatThrownBy(() -> parse(text)).hasMessageContaining("conf/first:8: unexpected 'other'");
  }

  @Test
  void aWrongValueIsNamedWithItsOwnLine() {
    String text = ConfigurationText.write(configuration(Map.of(Layout.LOADMODS, "loop\n")));
    for (String[] wrong :
        new String[][] {
          {"kernel 6.1.0", "kernel ../x", "conf/first:2: '../x' is no value of 'kernel'"},
          {"generation 7", "generation 0", "conf/first:3: '0' is no value of 'generation'"},
          {"title a title", "title a\ttitle", "conf/first:4: "},
          {"saved 2026", "saved 9999999", "conf/first:5: "},
          {"by ann", "by \033[1mann", "conf/first:6: "},
          {"kernel 6.1.0\n", "", "conf/first:1: there is no line 'kernel'"},
        }) {
      assertThatThrownBy(() -> parse(text.replace(wrong[0], wrong[1])))
          .isInstanceOf(ProblemException.class)
          .hasMessageContaining(wrong[2]);
    }
  }

  @Test
  void aNameIsALetterThenLettersDigitsAndUnderscores() {
    assertThat(Configuration.name("a_1")).isEqualTo("a_1");
    for (String name : new String[] {"", "1", "_a", "a-b", "a/b", "..", "ä", "a".repeat(33)}) {
      assertThatThrownBy(() -> Configuration.name(name)).isInstanceOf(ProblemException.class);
    }
  }
}
