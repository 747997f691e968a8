package dlkm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dlkm.cli.FixtureMachine.Ran;
import dlkm.declaration.ModuleType;
import dlkm.registry.ImageFacts;
import dlkm.registry.Registration;
import dlkm.registry.RegistrationFixture;
import dlkm.registry.SoftDependencies;
import dlkm.registry.SomeRegistrations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kmgraph} on a machine below another root. */
class KmgraphTest {

  @TempDir private Path root;
  private FixtureMachine machine;

  /**
   * Two modules of ours need each other's code and the kernel's; one of them isn't loaded, and the
   * kernel has more.
   */
  @BeforeEach
  void aMachineWithOursAndOthers() throws IOException {
    machine = new FixtureMachine(root);
    machine.register(
        needing("my-disk", List.of("my-lib", "crc16", "printk_x", "gone"), List.of("crypto-x")));
    machine.register(needing("my-lib", List.of(), List.of()));
    machine.register(needing("idle", List.of("cordic"), List.of("nowhere", "lz4")));
    machine.load("my_disk 24576 3 - Live 0x0 (OE)");
    machine.load("my_lib 16384 1 my_disk, Live 0x0 (OE)");
    machine.load("ext4 900000 1 - Live 0x0");
    machine.load("crc16 16384 1 ext4, Live 0x0");
    machine.load("x_fast 16384 0 - Live 0x0");
    String modules = "/lib/modules/" + FixtureMachine.RELEASE;
    machine.file(
        modules + "/modules.dep",
        """
        kernel/fs/ext4.ko: kernel/lib/crc16.ko
        kernel/lib/crc16.ko:
        kernel/lib/cordic.ko: kernel/lib/base.ko
        kernel/lib/base.ko:
        kernel/lib/lz4.ko:
        kernel/crypto/x_fast.ko:
        """);
    machine.file(modules + "/modules.builtin", "kernel/kernel/printk_x.ko\n");
    machine.file(modules + "/modules.softdep", "softdep ext4 pre: crypto-x unloaded\n");
    machine.file(modules + "/modules.alias", "alias crypto-x x_fast\nalias crypto-x x_slow\n");
  }

  private static Registration needing(String name, List<String> modules, List<String> soft) {
    Registration plain = FixtureMachine.registration(name, ModuleType.MISC, "aabb01");
    ImageFacts image = plain.image();
    ImageFacts facts =
        new ImageFacts(
            SomeRegistrations.sum(name),
            image.buildId(),
            Optional.empty(),
            image.kis(),
            new SoftDependencies(soft, List.of()),
            false,
            false,
            List.of());
    return RegistrationFixture.like(plain.withImage(facts)).needing(modules).record();
  }

  @Test
  void theTreeHasOursAndAllThatTheyNeed() {
    Ran ran = machine.run("kmgraph");

    assertThat(ran.err()).isEmpty();
    assertThat(ran.status()).isEqualTo(Exit.DONE);
    assertThat(ran.out())
        .isEqualTo(
            """
            Module       Need             Status    Phase  Version  Size   Note  Held by
            idle                          UNLOADED  AUTO   1.2.3    -
            ├─ cordic    declared         UNLOADED  -      -        -
            │  └─ base   symbol           UNLOADED  -      -        -
            └─ lz4       soft             UNLOADED  -      -        -
            my-disk                       LOADED    AUTO   1.2.3    24576        3 users
            ├─ crc16     declared         LOADED    -      -        16384        ext4, my-disk
            ├─ gone      declared         MISSING   -      -        -
            ├─ my-lib    symbol+declared  LOADED    AUTO   1.2.3    16384        my-disk
            ├─ printk_x  declared         BUILT-IN  -      -        -
            └─ x_fast    soft             LOADED    -      -        16384
            """);
  }

  @Test
  void jsonSaysTheSame() {
    JsonObject all =
        JsonParser.parseString(machine.run("kmgraph", "--json").out()).getAsJsonObject();

    assertThat(all.get("format").getAsInt()).isEqualTo(Json.FORMAT);
    assertThat(all.get("modules").getAsJsonArray()).hasSize(10);
    assertThat(all.get("modules").getAsJsonArray())
        .filteredOn(each -> each.getAsJsonObject().get("name").getAsString().equals("my-disk"))
        .singleElement()
        .satisfies(
            module -> {
              JsonObject disk = module.getAsJsonObject();
              assertThat(disk.get("status").getAsString()).isEqualTo("LOADED");
              assertThat(disk.get("holdCount").getAsInt()).isEqualTo(3);
              assertThat(disk.get("id").getAsInt()).isEqualTo(1);
            });
    assertThat(all.get("dependencies").toString())
        .contains("{\"from\":\"my-disk\",\"to\":\"my-lib\",\"needs\":[\"symbol\",\"declared\"]}");
  }

  @Test
  void allHasEveryLoadedModuleToo() {
    assertThat(machine.run("kmgraph", "-a").out())
        .contains("\next4 ", "\n├─ crc16 ", "\n└─ x_fast  ")
        .doesNotContain("x_slow", "unloaded");
    assertThat(machine.run("kmgraph", "--all").out()).isEqualTo(machine.run("kmgraph", "-a").out());
  }

  @Test
  void operandsAreShownWithWhatTheyNeedAndWhatNeedsThem() {
    assertThat(machine.run("kmgraph", "crc16").out().lines().map(line -> line.split(" ")[0]))
        .contains("my-disk", "ext4")
        .doesNotContain("idle");
    assertThat(machine.run("kmgraph", "my_lib").out()).contains("my-lib").doesNotContain("ext4");
  }

  @Test
  void aModuleThatIsOnlyInstalledCanBeAskedFor() {
    assertThat(machine.run("kmgraph", "cordic").out())
        .contains("cordic", "base", "idle")
        .doesNotContain("my-disk");
  }

  @Test
  void everyUnknownNameIsReportedAndNothingElse() throws IOException {
    Path file = root.resolve("graph.svg");
    Ran ran = machine.run("kmgraph", "--svg", "-o", file.toString(), "crc16", "no-such", "nor");

    assertThat(ran.status()).isEqualTo(Exit.FAILED);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err())
        .isEqualTo(
            """
            kmgraph: no-such: is neither registered nor loaded, and kernel 6.1.0-fixture has none:\
             'kmgraph -a' shows all modules
            kmgraph: nor: is neither registered nor loaded, and kernel 6.1.0-fixture has none:\
             'kmgraph -a' shows all modules
            """);
    assertThat(file).doesNotExist();
  }

  @Test
  void aModuleThatASoftDependencyAloneNamesIsUnknown() {
    Ran ran = machine.run("kmgraph", "nowhere");

    assertThat(ran.status()).isEqualTo(Exit.FAILED);
    assertThat(ran.err()).startsWith("kmgraph: nowhere: is neither registered nor loaded");
  }

  @Test
  void eachFormatIsWrittenToTheFile() throws IOException {
    Path file = root.resolve("graph");
    for (String format : List.of("--svg", "--dot", "--json", "--html")) {
      Ran ran = machine.run("kmgraph", format, "-o", file.toString());

      assertThat(ran.out() + ran.err()).isEmpty();
      assertThat(ran.status()).isEqualTo(Exit.DONE);
      assertThat(Files.readString(file)).isEqualTo(machine.run("kmgraph", format).out());
    }
    assertThat(Files.readString(file)).startsWith("<!DOCTYPE html>");
  }

  @Test
  void aFileThatCantBeReplacedStays() throws IOException {
    Path link = Files.createSymbolicLink(root.resolve("link"), Path.of("elsewhere"));

    assertThat(machine.run("kmgraph", "-o", link.toString()).err())
        .isEqualTo("kmgraph: " + link + ": is not a regular file: name another one\n");
    assertThat(link).isSymbolicLink();
    assertThat(machine.run("kmgraph", "-o", root.toString()).err())
        .isEqualTo("kmgraph: " + root + ": is a directory: name a file\n");
    Ran ran = machine.run("kmgraph", "-o", root + "/no/file");
    assertThat(ran.status()).isEqualTo(Exit.FAILED);
    assertThat(ran.err()).contains("its directory is not there: 'mkdir " + root + "/no'");
    assertThat(root.resolve("no")).doesNotExist();
  }

  @Test
  void aModulesNameCantControlTheTerminal() throws IOException {
    machine.load("\u001b[31mred 16384 0 - Live 0x0");

    assertThat(machine.run("kmgraph", "-a").out())
        .contains("\ufffd[31mred")
        .doesNotContain("\u001b");
  }

  @Test
  void aHostileNameIsTextInThePage() throws IOException {
    machine.load("<img/src=x> 16384 0 - Live 0x0");

    assertThat(machine.run("kmgraph", "-a", "--html").out())
        .contains("&lt;img/src=x&gt;")
        .doesNotContain("<img");
  }

  @Test
  void anotherKernelHasWhatIsRegisteredWithIt() throws IOException {
    machine.file("/lib/modules/5.10.0-other/modules.builtin", "");

    assertThat(machine.run("kmgraph", "-K", "5.10.0-other").out())
        .isEqualTo("Module  Need  Status  Phase  Version  Size  Note  Held by\n");
    Ran all = machine.run("kmgraph", "-a", "-K", "5.10.0-other");
    assertThat(all.status()).isEqualTo(Exit.FAILED);
    assertThat(all.err())
        .isEqualTo(
            "kmgraph: 5.10.0-other: is not the running kernel: nothing is loaded in it:"
                + " leave out -a\n");
  }

  @Test
  void formatsExcludeEachOther() {
    assertThat(machine.run("kmgraph", "--dot", "--svg").status()).isEqualTo(Exit.USAGE);
    assertThat(machine.run("kmgraph", "-a", "crc16").status()).isEqualTo(Exit.USAGE);
  }
}
