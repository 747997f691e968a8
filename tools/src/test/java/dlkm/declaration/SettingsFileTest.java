package dlkm.declaration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The text system file of a whole configuration (spec §9.5). */
class SettingsFileTest {

  private static SettingsFile read(String... lines) {
    return SettingsFile.parse("settings", String.join("\n", lines));
  }

  @Test
  void modulesHaveStatesAndVersions() {
    SettingsFile file =
        read("* what for", "version 1", "module one loaded 1.0", "module two unused", "three");
    assertThat(file.modules())
        .extracting(SettingsFile.ModuleLine::module, SettingsFile.ModuleLine::state)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("one", Optional.of(ModuleState.LOADED)),
            org.assertj.core.groups.Tuple.tuple("two", Optional.of(ModuleState.UNUSED)),
            org.assertj.core.groups.Tuple.tuple("three", Optional.empty()));
    assertThat(file.modules().getFirst().version()).contains("1.0");
    assertThat(file.modules().getFirst().where()).hasToString("settings:3");
  }

  @Test
  void tunablesHaveTheirWordOrNone() {
    SettingsFile file =
        read(
            "version 1",
            "tunable one 1",
            "two (one + 1)",
            "m.three \"a b\"",
            "tunable user:four 4");
    assertThat(file.tunables())
        .extracting(line -> line.name() + " " + line.user() + " " + line.value())
        .containsExactly(
            "one false 1", "two false (one + 1)", "m.three false \"a b\"", "four true 4");
  }

  @Test
  void whatItWritesItReads() {
    SettingsFile file =
        read(
            SettingsFile.head("mine", "a \"title\" with a \\", "2026-11-30T00:00:00Z"),
            SettingsFile.module("one", "auto", "1"),
            SettingsFile.tunable(Optional.of("one"), true, "size", "(2 * 3)"),
            SettingsFile.tunable(Optional.empty(), false, "own", "1"));
    assertThat(file.name()).contains("mine");
    assertThat(file.title()).isEqualTo("a 'title' with a /");
    assertThat(file.modules()).extracting(SettingsFile.ModuleLine::module).containsExactly("one");
    assertThat(file.tunables())
        .extracting(line -> line.name() + " " + line.user() + " " + line.value())
        .containsExactly("one.size false (2 * 3)", "own true 1");
  }

  @Test
  void linesAboutDevicesAreLeftOut() {
    SettingsFile file = read("version 1", "swap lvol 0", "dump default", "driver 8/0 scsi");
    assertThat(file.ignored())
        .extracting(Object::toString)
        .containsExactly("settings:2", "settings:3", "settings:4");
    assertThat(file.tunables()).isEmpty();
  }

  @Test
  void aFileWithoutItsVersionIsRefused() {
    for (String text : new String[] {"", "one", "version 0\n", "version 1 2\n", "module a auto"}) {
      assertThat(SettingsFile.isOne(text)).as(text).isFalse();
      assertThatThrownBy(() -> SettingsFile.parse("settings", text))
          .hasMessageContaining("settings:1: the first line is not 'version 1'");
    }
    assertThat(SettingsFile.isOne("\n* comment\nversion\t1")).isTrue();
  }

  @Test
  void everythingThatIsWrongIsNamedWithItsLine() {
    assertThatThrownBy(
            () ->
                read(
                    "version 1",
                    "module",
                    "module one often",
                    "module o|ne auto",
                    "one",
                    "o-ne.x 1 2",
                    "tunable one",
                    "tunable 1a 1",
                    "tunable a 1",
                    "a 2",
                    "configuration",
                    "configuration a",
                    "configuration b"))
        .hasMessageContaining("settings:2: a line of 1 field")
        .hasMessageContaining("settings:3: 'often' is no state")
        .hasMessageContaining("settings:4: 'o|ne' is no name of a module")
        .hasMessageContaining("settings:5: module 'one' is there twice")
        .hasMessageContaining("settings:6: a line of 3 fields for a tunable")
        .hasMessageContaining("settings:7: a line of 1 field for a tunable")
        .hasMessageContaining("settings:8: '1a' is no name of a tunable")
        .hasMessageContaining("settings:10: tunable 'a' is there twice")
        .hasMessageContaining("settings:11: has no name")
        .hasMessageContaining("settings:13: a second line 'configuration'");
  }
}
