package dlkm.load;

import static org.assertj.core.api.Assertions.assertThat;

import dlkm.host.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

  @Test
  void anImageThatOthersCanWriteIsNotTaken(@TempDir Path root) throws IOException {
    Host host = new Host(root, Path.of("src/main"));
    Path image = Files.createDirectories(root.resolve("opt/try")).resolve("lib.ko");
    Files.writeString(image, "");
    Files.setPosixFilePermissions(image, PosixFilePermissions.fromString("rw-rw-rw-"));
    SearchPath path = new SearchPath(host, root.resolve("search-path"), List.of("/opt/try"));
    List<String> said = new ArrayList<>();

    assertThat(path.find("lib.ko", said::add)).isEmpty();

    assertThat(said).singleElement().asString().contains("lib.ko: is writable by others: 'chmod");
  }

  @Test
  void theImageIsTheCheckedOneWhereverALinkLeadsAfterwards(@TempDir Path root) throws IOException {
    Host host = new Host(root, Path.of("src/main"));
    Path good = Files.createDirectories(root.resolve("opt/good")).toRealPath();
    Path other = Files.createDirectories(root.resolve("opt/other"));
    Files.writeString(good.resolve("lib.ko"), "");
    Files.writeString(other.resolve("lib.ko"), "");
    Path link = Files.createSymbolicLink(root.resolve("opt/link"), Path.of("good"));
    SearchPath path = new SearchPath(host, root.resolve("search-path"), List.of("/opt/link"));

    Optional<Path> image = path.find("lib.ko", _ -> {});
    Files.delete(link);
    Files.createSymbolicLink(link, Path.of("other"));

    assertThat(image).hasValue(good.resolve("lib.ko"));
  }
}
