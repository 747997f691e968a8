package dlkm.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dlkm.changelog.Recording;
import dlkm.host.Caller;
import dlkm.host.Host;
import dlkm.host.Layout;
import dlkm.image.ModuleParameter;
import dlkm.image.SmallElf;
import dlkm.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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
    return Files.readString(RunningParameters.file(host, "pulse", tunable)).strip();
  }

  private List<TunableStatus> parameters() {
    return TunableStatuses.read(host, host.path(Layout.SYSTEM)).all();
  }

  @Test
  void writableOnesAreWrittenAndOthersHeld() throws IOException {
    RunningTunables result = RunningTunables.apply(host, parameters());
    assertThat(result.applied()).extracting(TunableStatus::name).containsExactly("debug");
    assertThat(result.held()).extracting(TunableStatus::name).containsExactly("bufs");
    assertThat(running("debug")).isEqualTo("16");
    assertThat(running("bufs")).isEqualTo("16");
    assertThat(running("trace")).as("the kernel shows 1 as Y").isEqualTo("Y");
  }

  @Test
  void aFormulaIsAppliedAsItsValue() throws IOException {
    write(Layout.system("pulse"), "$VERSION 1\n$TUNABLE\nbufs 16\ndebug 2*bufs+1\n");
    RunningTunables result = RunningTunables.apply(host, parameters());
    assertThat(result.applied()).extracting(TunableStatus::name).containsExactly("debug", "trace");
    assertThat(running("debug")).isEqualTo("33");
  }

  @Test
  void whatTheLoadedModuleDoesNotLetBeChangedIsHeld() throws IOException {
    Files.setPosixFilePermissions(
        RunningParameters.file(host, "pulse", "debug"),
        PosixFilePermissions.fromString("r--r--r--"));
    RunningTunables result = RunningTunables.apply(host, parameters());
    assertThat(result.held()).extracting(TunableStatus::name).containsExactly("bufs", "debug");
    assertThat(running("debug")).isEqualTo("0");
  }

  @Test
  void aWrongPlanIsShownAndNotApplied() throws IOException {
    write(Layout.system("pulse"), "$VERSION 1\n$TUNABLE\nbufs 64\ndebug 1/(bufs-64)\n");
    TunableStatuses statuses = TunableStatuses.read(host, host.path(Layout.SYSTEM));
    assertThat(statuses.problems())
        .singleElement()
        .asString()
        .contains("pulse:4: debug '1/(bufs-64)', column 2: division by zero");
    assertThat(new TunableSearch(statuses.all()).find("debug").planned()).isEmpty();
    assertThat(RunningTunables.apply(host, statuses.all()).applied())
        .extracting(TunableStatus::name)
        .doesNotContain("debug");
  }

  @Test
  void typeAndDescriptionAreThoseOfTheModulesFile() throws IOException {
    write("/proc/sys/kernel/osrelease", "6.1.0-test\n");
    write("/lib/modules/6.1.0-test/modules.dep", "kernel/pulse.ko:\n");
    Path file = host.path("/lib/modules/6.1.0-test/kernel/pulse.ko");
    Files.createDirectories(file.getParent());
    Files.write(
        file, SmallElf.bigEndian32("name=pulse\0parmtype=bufs:int\0parm=bufs:how many buffers\0"));
    List<TunableStatus> all = parameters();
    ParameterFacts facts = ParameterFacts.read(host, all);
    assertThat(facts.of(all.getFirst()))
        .isEqualTo(new ModuleParameter("bufs", "int", "how many buffers"));
    assertThat(facts.of(all.getLast()).type()).isEmpty();
  }

  @Test
  void aRefusedValuePutsTheOthersBack() throws IOException {
    write("/sys/module/pulse/parameters/trace", "0\n");
    List<TunableStatus> parameters = parameters();
    Files.delete(RunningParameters.file(host, "pulse", "trace"));
    assertThatThrownBy(() -> RunningTunables.apply(host, parameters))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("trace: the kernel refuses '1'");
    assertThat(running("debug")).isEqualTo("0");
  }

  @Test
  void whatIsPutBackIsRecordedToo() throws IOException {
    write("/sys/module/pulse/parameters/trace", "0\n");
    List<TunableStatus> parameters = parameters();
    Files.delete(RunningParameters.file(host, "pulse", "trace"));
    Caller caller = new Caller(host, "kmtune", "kmtune -u", _ -> {}, _ -> {});
    assertThatThrownBy(
            () -> Recording.during(caller, () -> RunningTunables.apply(host, parameters)))
        .isInstanceOf(ProblemException.class);
    assertThat(Files.readAllLines(host.path(Layout.CHANGE_LOG)).getLast())
        .matches(".*debug.*current.*16.*0.*");
  }

  @Test
  void aModuleThatIsNotLoadedIsLeftAlone() throws IOException {
    for (String tunable : List.of("bufs", "debug", "trace")) {
      Files.delete(RunningParameters.file(host, "pulse", tunable));
    }
    RunningTunables result = RunningTunables.apply(host, parameters());
    assertThat(result.applied()).isEmpty();
    assertThat(result.held()).isEmpty();
  }
}
