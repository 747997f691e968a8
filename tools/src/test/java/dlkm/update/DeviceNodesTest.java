package dlkm.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dlkm.host.Child;
import dlkm.host.Host;
import dlkm.registry.SomeRegistrations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes made from a real {@code modules.devname}, where the tests may make nodes at all. */
class DeviceNodesTest {

  @TempDir private Path root;

  private List<String> make(String... modules) throws IOException {
    Path index = root.resolve("lib/modules/6.1.0-test/modules.devname");
    Files.createDirectories(index.getParent());
    Files.writeString(index, "# nodes\nour_pulse pulse c240:3\nother dir/other b241:0\n");
    List<String> said = new ArrayList<>();
    DeviceNodes.make(
        new Host(root, Path.of("src/main")),
        "6.1.0-test",
        List.of(modules).stream().map(name -> SomeRegistrations.of(name, "00")).toList(),
        said::add);
    return said;
  }

  private String node(String name) {
    return Child.run(List.of("stat", "-c", "%F %Hr:%Lr %a", root.resolve("dev/" + name).toString()))
        .output()
        .strip();
  }

  @Test
  void thoseOfTheModulesAreMadeWithTheirDirectories() throws IOException {
    Path probe = root.resolve("probe");
    assumeTrue(Child.run(List.of("mknod", probe.toString(), "c", "240", "3")).status() == 0);

    assertThat(make("our-pulse")).isEmpty();
    assertThat(node("pulse")).isEqualTo("character special file 240:3 600");
    assertThat(root.resolve("dev/dir")).doesNotExist();

    assertThat(make("other")).isEmpty();
    assertThat(node("dir/other")).isEqualTo("block special file 241:0 600");
    assertThat(make("other")).isEmpty();
  }

  @Test
  void oneThatCanNotBeMadeIsSaid() throws IOException {
    Files.createDirectories(root.resolve("dev"));
    Files.writeString(root.resolve("dev/dir"), "no directory");

    assertThat(make("other"))
        .singleElement()
        .asString()
        .contains("dev/dir/other can't be created now, the next boot creates it");
  }
}
