package dlkm.cli;

import static dlkm.cli.FixtureMachine.registration;
import static org.assertj.core.api.Assertions.assertThat;

import dlkm.declaration.ModuleType;
import dlkm.host.Layout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsTest {

  private static final String OURS = "aabb01";
  private static final String OTHER = "ccdd02";

  @TempDir private Path root;
  private FixtureMachine machine;

  @BeforeEach
  void aMachineWithTwoModulesOfOurs() throws IOException {
    machine = new FixtureMachine(root);
    machine.register(registration("zdisk", ModuleType.WSIO_CLASS, OURS));
    machine.register(registration("my-lib", ModuleType.MISC, OURS));
    machine.load("my_lib 16384 0 - Live 0xffffffffc0200000 (OE)");
    machine.buildId("my_lib", OTHER);
  }

  private List<String> samples() {
    return machine
        .run("kmadmin", "--metrics")
        .out()
        .lines()
        .filter(line -> !line.startsWith("#"))
        .toList();
  }

  @Test
  void modulesAreCountedByState() {
    assertThat(samples())
        .contains(
            "dlkm_kernel_info{release=\"6.1.0-fixture\"} 1",
            "dlkm_modules{state=\"LOADED\"} 1",
            "dlkm_modules{state=\"UNLOADED\"} 1",
            "dlkm_modules{state=\"STATIC\"} 0",
            "dlkm_module_image_differs{module=\"my-lib\"} 1",
            "dlkm_generation 2",
            "dlkm_boot_load_failures 0",
            "dlkm_boot_rolled_back 0")
        .noneMatch(line -> line.startsWith("dlkm_last_rehearsal"));
  }

  @Test
  void heldChangesFailedLoadsAndTheLastRehearsalAreTold() throws IOException {
    machine.holdUpdate(registration("zdisk", ModuleType.WSIO_CLASS, OTHER));
    machine.file(
        Layout.ATTEMPTS,
        """
        INIT 1.00 begin
        INIT 1.10 zdisk failed Invalid argument
        INIT 1.20 my-lib loaded
        INIT 1.30 end
        """);
    machine.file(Layout.REHEARSAL, "2026-11-28T12:00:00Z 6.1.0-fixture NOT_CLEAN\n");

    assertThat(samples())
        .contains(
            "dlkm_held_changes{change=\"update\"} 1",
            "dlkm_held_changes{change=\"removal\"} 0",
            "dlkm_boot_load_failures 1",
            "dlkm_last_rehearsal_timestamp_seconds{release=\"6.1.0-fixture\"} 1795867200",
            "dlkm_last_rehearsal_clean{release=\"6.1.0-fixture\"} 0");
  }

  @Test
  void whatIsHeldAloneIsNotRegistered() throws IOException {
    machine.holdUpdate(registration("held", ModuleType.MISC, OTHER));

    assertThat(samples()).contains("dlkm_modules{state=\"UNLOADED\"} 1");
  }

  @Test
  void aNoteOfARehearsalThatIsNoneIsLeftOut() throws IOException {
    for (String text : List.of("", "yesterday x CLEAN", "2026-11-28T12:00:00Z x GOOD", "x")) {
      machine.file(Layout.REHEARSAL, text);
      assertThat(samples()).noneMatch(line -> line.startsWith("dlkm_last_rehearsal"));
    }
  }

  @Test
  void theFileIsReplacedAndALinkInItsPlaceIsNotFollowed() throws IOException {
    Path folder = Files.createDirectories(root.resolve("textfile"));
    Path secret = Files.writeString(root.resolve("secret"), "kept");
    Path file = Files.createSymbolicLink(folder.resolve("dlkm.prom"), secret);

    assertThat(machine.run("kmadmin", "--metrics", file.toString()).status()).isEqualTo(Exit.DONE);

    assertThat(secret).hasContent("kept");
    assertThat(Files.readString(file)).isEqualTo(machine.run("kmadmin", "--metrics").out());
    assertThat(folder).isDirectoryNotContaining(one -> !one.endsWith("dlkm.prom"));
  }
}
