package dlkm.funcset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dlkm.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The links by which the kernel's loader reaches the images, below a root. */
class LoaderLinksTest {

  @TempDir private Path top;

  @ParameterizedTest
  @ValueSource(strings = {"lib", "usr/lib"})
  void theyLeadToTheImagesWhereverTheRootIs(String lib) throws IOException {
    SmallMachine machine = new SmallMachine(Files.createDirectories(top.resolve("first/root")));
    Files.createDirectories(machine.root().resolve(lib).resolve("modules/6.1.0-test"));
    if (!lib.equals("lib")) {
      Files.createSymbolicLink(machine.root().resolve("lib"), Path.of(lib));
    }
    machine.register("pulse", "v1");
    Path moved = Files.move(top.resolve("first"), top.resolve("moved")).resolve("root");

    Path link = moved.resolve("lib/modules/6.1.0-test/updates/dlkm");
    assertThat(Files.readSymbolicLink(link)).isRelative();
    assertThat(link.resolve("pulse.ko")).hasContent("v1");

    new SmallMachine(moved).register("pulse", "v2");
    assertThat(link.resolve("pulse.ko")).hasContent("v2");
  }

  @Test
  void theConfigurationOfModprobeIsThatOfTheRunningKernel() throws IOException {
    SmallMachine machine = new SmallMachine(top);
    machine.register("pulse", "v1");
    Path link = top.resolve("etc/modprobe.d/dlkm.conf");
    assertThat(Files.readSymbolicLink(link)).isRelative();
    assertThat(Files.exists(link)).as("no kernel runs below a root").isFalse();

    Files.createSymbolicLink(top.resolve("usr/lib/dlkm/running"), Path.of("sets/6.1.0-test"));

    assertThat(link).content().startsWith("# Made from the kernel registry of 6.1.0-test");
  }

  @Test
  void somebodyElsesConfigurationOfModprobeStays() throws IOException {
    Path file = top.resolve("etc/modprobe.d/dlkm.conf");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "options pulse a=1");

    assertThatThrownBy(() -> new SmallMachine(top).register("pulse", "v1"))
        .isInstanceOf(ProblemException.class)
        .hasMessageStartingWith(file + ": is in the place of a link of ours: ");

    assertThat(file).hasContent("options pulse a=1");
    assertThat(new SmallMachine(top).set().current()).isEmpty();
  }

  @Test
  void linksBelowARootStayInIt() throws IOException {
    Files.createDirectories(top.resolve("data/modprobe.d"));
    Files.createDirectories(top.resolve("etc"));
    Files.createSymbolicLink(top.resolve("etc/modprobe.d"), Path.of("/data/modprobe.d"));
    Files.createDirectories(top.resolve("usr/lib"));
    Files.createSymbolicLink(top.resolve("usr/lib/dlkm"), Path.of("/data/dlkm"));
    Files.createDirectories(top.resolve("lib/modules/6.1.0-test"));

    new SmallMachine(top).register("pulse", "v1");

    assertThat(top.resolve("data/dlkm/sets/6.1.0-test/current")).isSymbolicLink();
    assertThat(Files.readSymbolicLink(top.resolve("data/modprobe.d/dlkm.conf")))
        .isEqualTo(Path.of("../dlkm/running/current/modprobe.conf"));
    assertThat(top.resolve("lib/modules/6.1.0-test/updates/dlkm/pulse.ko")).hasContent("v1");
  }

  @Test
  void aKernelThatIsNotInstalledGetsNoDirectory() {
    new SmallMachine(top).register("pulse", "v1");

    assertThat(top.resolve("lib")).doesNotExist();
  }
}
