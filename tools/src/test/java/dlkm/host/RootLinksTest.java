package dlkm.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dlkm.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Links of a machine below another root. */
class RootLinksTest {

  @TempDir Path top;

  private Path root;
  private Host host;

  @BeforeEach
  void aRoot() throws IOException {
    root = Files.createDirectories(top.resolve("root"));
    host = new Host(root, top);
  }

  private void link(String name, String target) throws IOException {
    Path link = root.resolve(name);
    Files.createDirectories(link.getParent());
    Files.createSymbolicLink(link, Path.of(target));
  }

  @Test
  void anAbsoluteLinkLeadsToAPlaceBelowTheRoot() throws IOException {
    link("lib/modules/6.1/build", "/usr/src/headers");
    assertThat(host.path("/lib/modules/6.1/build/Makefile"))
        .isEqualTo(root.resolve("usr/src/headers/Makefile"));
    assertThat(host.headers("6.1", "Makefile")).isEqualTo(root.resolve("usr/src/headers/Makefile"));
  }

  @Test
  void linksAreFollowedThroughLinks() throws IOException {
    link("lib", "usr/lib");
    link("usr/lib/modules", "/data/./modules");
    link("data/modules", "../data/real");
    assertThat(host.path("/lib/modules/6.1")).isEqualTo(root.resolve("data/real/6.1"));
  }

  @Test
  void oneThatClimbsOutIsRefused() throws IOException {
    link("boot", "../outside");
    link("etc/dlkm", "../../../etc");
    for (String path : new String[] {"/boot/vmlinuz", "/boot", "/etc/dlkm/system"}) {
      assertThatThrownBy(() -> host.path(path))
          .isInstanceOf(ProblemException.class)
          .hasMessageStartingWith(root + path + ": leads out of " + root + ": ");
    }
  }

  @Test
  void circlesAreRefused() throws IOException {
    link("a", "/b");
    link("b", "a");
    assertThatThrownBy(() -> host.path("/a/x"))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("in circles");
  }

  @Test
  void anEntryIsTheLinkItself() throws IOException {
    link("usr/lib/dlkm/running", "sets/6.1");
    link("other", "/usr/lib");
    assertThat(host.entry("/other/dlkm/running"))
        .isEqualTo(root.resolve("usr/lib/dlkm/running"))
        .isSymbolicLink();
    assertThat(host.path("/other/dlkm/running")).isEqualTo(root.resolve("usr/lib/dlkm/sets/6.1"));
  }

  @Test
  void whatIsNotThereIsWhereItWouldBe() {
    assertThat(host.path("/no/such/file")).isEqualTo(root.resolve("no/such/file"));
  }

  @Test
  void onThisMachineTheKernelFollowsThem() {
    assertThat(new Host(Path.of("/"), top).path("/proc/self/x")).isEqualTo(Path.of("/proc/self/x"));
  }

  @Test
  void headersOfAnotherPlaceServeTheirOwnKernel() throws IOException {
    Path generated = Files.createDirectories(top.resolve("headers/include/generated"));
    Files.writeString(generated.resolve("utsrelease.h"), "#define UTS_RELEASE \"6.1\"\n");
    Host borrowing = new Host(root, top, Optional.of(top.resolve("headers")));
    assertThat(borrowing.headers("6.1", ".config")).isEqualTo(top.resolve("headers/.config"));
    assertThat(borrowing.headers("6.12", ".config"))
        .isEqualTo(root.resolve("lib/modules/6.12/build/.config"));
  }
}
