package dlkm.dkms;

import static org.assertj.core.api.Assertions.assertThat;

import dlkm.host.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** DKMS's tree of this machine, where paths are not resolved as below another root. */
class PackageTreeTest {

  private static final PackageVersion VERSION = new PackageVersion("tiny", "1.0");

  @TempDir Path directory;

  private PackageTree tree() {
    Host host = new Host(Path.of("/"), directory);
    return new PackageTree(host, directory + "/dkms", directory + "/src");
  }

  @Test
  void theSourcesAreADirectoryAndNotTheLinkToIt() throws IOException {
    Path sources = Files.createDirectories(directory.resolve("src/tiny-1.0"));
    Path version = Files.createDirectories(directory.resolve("dkms/tiny/1.0"));
    Files.createSymbolicLink(version.resolve("source"), sources);

    assertThat(tree().source(VERSION)).isEqualTo(sources.toRealPath());
  }

  @Test
  void aLinkThatLeadsNowhereIsTheLink() throws IOException {
    Path version = Files.createDirectories(directory.resolve("dkms/tiny/1.0"));
    Path link = Files.createSymbolicLink(version.resolve("source"), Path.of("/nonexistent/tiny"));

    assertThat(tree().source(VERSION)).isEqualTo(link);
  }
}
