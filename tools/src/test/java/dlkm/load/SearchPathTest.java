package dlkm.load;

import static org.assertj.core.api.Assertions.assertThat;

import dlkm.host.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a registered module's image is looked for first (spec §4.8). */
class SearchPathTest {

  @Test
  void anImageThatOthersCanPutThereIsNotTaken(@TempDir Path root) throws IOException {
    Host host = new Host(root, Path.of("src/main"));
    Path directory = Files.createDirectories(root.resolve("opt/try"));
    Files.writeString(directory.resolve("lib.ko"), "");
    SearchPath path = new SearchPath(host, root.resolve("search-path"), List.of("/opt/try"));
    List<String> said = new ArrayList<>();
    assertThat(path.find("lib.ko", said::add)).hasValue(host.path("/opt/try").resolve("lib.ko"));
    assertThat(said).isEmpty();

    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));

    assertThat(path.find("lib.ko", said::add)).isEmpty();
    assertThat(said)
        .singleElement()
        .asString()
        .startsWith("lib.ko is not taken from a search path: ")
        .contains("opt/try: is writable by others");
    assertThat(path.find("other.ko", _ -> {})).isEmpty();
  }
}
