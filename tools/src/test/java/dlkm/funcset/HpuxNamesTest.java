package dlkm.funcset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dlkm.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Links with HP-UX's names. */
class HpuxNamesTest {

  @TempDir Path root;

  private HpuxNames names;

  @BeforeEach
  void aMachineWithOneFunctionSet() {
    SmallMachine machine = new SmallMachine(root);
    machine.register("pulse", "v1");
    names = new HpuxNames(machine.set().host());
  }

  private String target(String name) throws IOException {
    return Files.readSymbolicLink(root.resolve(name)).toString();
  }

  @Test
  void eachLeadsToOurPlace() throws IOException {
    assertThat(names.make()).hasSize(8);

    assertThat(target("stand/system")).isEqualTo("/etc/dlkm/system");
    assertThat(target("stand/system.d")).isEqualTo("/etc/dlkm/system.d");
    assertThat(target("stand/build")).isEqualTo("/var/cache/dlkm/build");
    assertThat(target("stand/dlkm")).isEqualTo("/usr/lib/dlkm/running");
    assertThat(target("stand/dlkm.6.1.0-test")).isEqualTo("/usr/lib/dlkm/sets/6.1.0-test");
    assertThat(target("usr/lib/dlkm/sets/6.1.0-test/mod_bld.d"))
        .isEqualTo("/var/cache/dlkm/built/6.1.0-test");
    assertThat(target("usr/conf/master.d")).isEqualTo("/var/lib/dlkm/master.d");
    assertThat(target("usr/conf/km.d")).isEqualTo("/var/lib/dlkm/km.d");
    assertThat(names.make()).as("the second time there is nothing to do").isEmpty();
  }

  @Test
  void allOfThemGoAgain() throws IOException {
    names.make();
    Files.createSymbolicLink(root.resolve("stand/dlkm.gone"), Path.of("/usr/lib/dlkm/sets/gone"));

    assertThat(names.remove()).hasSize(9).contains("/stand/dlkm.gone");

    assertThat(root.resolve("stand")).doesNotExist();
    assertThat(root.resolve("usr/conf")).doesNotExist();
    assertThat(root.resolve("usr/lib/dlkm/sets/6.1.0-test/mod_bld.d")).doesNotExist();
    assertThat(names.remove()).isEmpty();
  }

  @Test
  void nothingOfSomebodyElseIsReplacedOrTakenAway() throws IOException {
    Files.createDirectories(root.resolve("stand"));
    Files.writeString(root.resolve("stand/system"), "mine");
    Files.createSymbolicLink(root.resolve("stand/dlkm"), Path.of("elsewhere"));

    assertThatThrownBy(names::make)
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("stand/system: is there")
        .hasMessageContaining("stand/dlkm: is there");
    assertThat(root.resolve("stand/build")).doesNotExist();
    assertThat(root.resolve("usr/conf")).doesNotExist();

    assertThat(names.remove()).isEmpty();
    assertThat(root.resolve("stand/system")).hasContent("mine");
    assertThat(target("stand/dlkm")).isEqualTo("elsewhere");
  }

  @Test
  void aKernelThatGoesTakesItsNameAlong() throws IOException {
    names.make();
    KernelForgetting.run(new SmallMachine(root).set(), _ -> {});
    assertThat(Files.isSymbolicLink(root.resolve("stand/dlkm.6.1.0-test"))).isFalse();
    assertThat(Files.isSymbolicLink(root.resolve("stand/dlkm"))).isTrue();
  }
}
