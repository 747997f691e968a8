package dlkm.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dlkm.host.Host;
import dlkm.host.Layout;
import dlkm.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Planned values of a module that is loaded, in a tree laid out as the kernel's is (spec §4.3). */
class RunningTunablesTest {

  @TempDir Path root;

  private Host host;

  @BeforeEach
  void aLoadedModuleWithPlannedValues() throws IOException {
    host = new Host(root, root);
    write(
        Layout.master("pulse"),
        """
        $VERSION
        1
        $$$
        $INTERFACE
        base
        $$$
        $TYPE
        pulse misc
        $$$
        $TUNABLE
        bufs 16
        debug 0
        trace 0
        $$$
        $LINUX
        writable debug trace
        $$$
        """);
    write(Layout.system("pulse"), "$VERSION 1\n$TUNABLE\nbufs 64\ndebug 0x10\ntrace 1\n");
    write("/sys/module/pulse/parameters/bufs", "16\n");
    write("/sys/module/pulse/parameters/debug", "0\n");
    write("/sys/module/pulse/parameters/trace", "Y\n");
  }

  private void write(String path, String text) throws IOException {
    Files.createDirectories(host.path(path).getParent());
    Files.writeString(host.path(path), text);
  }

  private String running(String tunable) throws IOException {
    return Files.readString(PlannedParameters.running(host, "pulse", tunable)).strip();
  }

  private List<PlannedParameter> parameters() {
    return PlannedParameters.read(host, host.path(Layout.SYSTEM)).all();
  }

  @Test
  void writableOnesAreWrittenAndOthersHeld() throws IOException {
    RunningTunables result = RunningTunables.apply(host, parameters());
    assertThat(result.applied()).extracting(PlannedParameter::name).containsExactly("debug");
    assertThat(result.held()).extracting(PlannedParameter::name).containsExactly("bufs");
    assertThat(running("debug")).isEqualTo("0x10");
    assertThat(running("bufs")).isEqualTo("16");
    assertThat(running("trace")).as("the kernel shows 1 as Y").isEqualTo("Y");
  }

  @Test
  void aRefusedValuePutsTheOthersBack() throws IOException {
    write("/sys/module/pulse/parameters/trace", "0\n");
    List<PlannedParameter> parameters = parameters();
    Files.delete(PlannedParameters.running(host, "pulse", "trace"));
    assertThatThrownBy(() -> RunningTunables.apply(host, parameters))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("trace: the kernel refuses '1'");
    assertThat(running("debug")).isEqualTo("0");
  }

  @Test
  void aModuleThatIsNotLoadedIsLeftAlone() throws IOException {
    for (String tunable : List.of("bufs", "debug", "trace")) {
      Files.delete(PlannedParameters.running(host, "pulse", tunable));
    }
    RunningTunables result = RunningTunables.apply(host, parameters());
    assertThat(result.applied()).isEmpty();
    assertThat(result.held()).isEmpty();
  }
}
