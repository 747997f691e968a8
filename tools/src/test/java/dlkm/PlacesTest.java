package dlkm;

import static org.assertj.core.api.Assertions.assertThat;

import dlkm.host.Layout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Holds that a path of ours is spelt in one class, {@link Layout}, and in no shell script: they
 * read the file that is made from it.
 */
class PlacesTest {

  private static final Path SOURCES = Path.of("src/main");
  private static final Path LAYOUT = SOURCES.resolve("java/dlkm/host/Layout.java");

  /** HP-UX's own names, which are no places of ours. */
  private static final Path HPUX = SOURCES.resolve("java/dlkm/funcset/HpuxNames.java");

  private static final Pattern PLACE =
      Pattern.compile(
          "/stand\\b|usr/conf|etc/dlkm|etc/loadmods|var/lib/dlkm|usr/lib/dlkm|var/cache/dlkm"
              + "|var/log/dlkm|run/dlkm|modprobe\\.d/dlkm\\.conf|updates/dlkm");

  @Test
  void noOtherFileSpellsOne() throws IOException {
    List<String> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(SOURCES)) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        if (!file.equals(LAYOUT) && !file.equals(HPUX)) {
          PLACE
              .matcher(Files.readString(file))
              .results()
              .forEach(place -> found.add(file + ": " + place.group()));
        }
      }
    }
    assertThat(found).isEmpty();
  }

  @Test
  void theShellScriptsReadWhatIsMadeFromIt() {
    assertThat(Layout.shell().lines().skip(1))
        .allMatch(line -> line.matches("dlkm_[a-z_]+=[A-Za-z0-9/._-]+"))
        .contains("dlkm_sets=" + Layout.SETS, "dlkm_attempts=" + Layout.ATTEMPTS);
  }

  @Test
  void thePatternFindsThePlaces() {
    for (String place :
        List.of(
            Layout.SYSTEM,
            Layout.LOADMODS,
            Layout.MODPROBE,
            Layout.MASTERS,
            Layout.SETS,
            Layout.CACHE,
            Layout.LOG,
            Layout.imagesLink("6.1"),
            Layout.RUN)) {
      assertThat(place).containsPattern(PLACE);
    }
  }
}
