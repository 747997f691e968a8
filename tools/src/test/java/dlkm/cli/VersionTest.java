package dlkm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** There is one version; {@code dist/release} writes it to all places at once. */
class VersionTest {

  @ParameterizedTest
  @ValueSource(strings = {"pom.xml", "tools/pom.xml", "fuzz/pom.xml", "scratch/pom.xml"})
  void mavenBuildsTheVersionThatTheToolsTell(String file) throws IOException {
    assertThat(read(file)).contains("<version>" + Main.VERSION + "</version>");
  }

  @Test
  void theCollectionHasIt() throws IOException {
    assertThat(read("fleet/ansible_collections/dlkm/fleet/galaxy.yml"))
        .contains("\nversion: " + Main.VERSION + "\n");
  }

  @Test
  void debianPackagesHaveIt() throws IOException {
    assertThat(read("debian/changelog").lines().findFirst().orElseThrow())
        .startsWith("dlkm (" + Main.VERSION);
  }

  @Test
  void rpmPackagesHaveIt() throws IOException {
    assertThat(read("rpm/dlkm.spec")).containsPattern("(?m)^Version: +\\Q" + Main.VERSION + "\\E$");
  }

  private static String read(String file) throws IOException {
    return Files.readString(Path.of("..").resolve(file));
  }
}
