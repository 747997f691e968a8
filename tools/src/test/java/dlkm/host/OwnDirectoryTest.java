package dlkm.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dlkm.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that become part of the state, in a directory that a caller names. */
class OwnDirectoryTest {

  @TempDir private Path root;
  private Host host;
  private Path directory;

  @BeforeEach
  void aDirectory() throws IOException {
    host = new Host(root, Path.of("."));
    directory = Files.createDirectories(root.resolve("opt/try")).toRealPath();
  }

  @Test
  void aLinkThatLeadsNowhereIsRefusedAsItsTargetMayComeFromOthers() throws IOException {
    Path elsewhere = Files.createDirectories(root.resolve("opt/other")).toRealPath();
    Path link = Files.createSymbolicLink(directory.resolve("m.ko"), elsewhere.resolve("m.ko"));

    assertThatThrownBy(() -> OwnDirectory.file(host, link))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining(link + ": is a link that leads nowhere");

    Files.writeString(elsewhere.resolve("m.ko"), "");
    assertThat(OwnDirectory.file(host, link)).isEqualTo(elsewhere.resolve("m.ko"));
  }

  @Test
  void aFileThatIsNotThereHasItsPath() {
    Path none = directory.resolve("none.ko");

    assertThat(OwnDirectory.file(host, none)).isEqualTo(none);
  }
}
