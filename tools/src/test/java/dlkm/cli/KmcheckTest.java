package dlkm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dlkm.TestKernel;
import dlkm.check.KmcModules;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kmcheck} on a machine below another root, with the installed kernel's files. */
class KmcheckTest {

  private static final String RELEASE = TestKernel.newest();

  @TempDir Path root;

  private record Ran(int status, String out, String err) {}

  /** Its links are absolute, as those of a system are: they lead to places below the root. */
  @BeforeEach
  void aMachineWithAKernel() throws IOException {
    TestKernel.modulesTo(root, "kernel/arch", "modules.dep", "modules.builtin");
    TestKernel.headersTo(root);
    Files.createDirectories(root.resolve("boot"));
    for (String name : List.of("config-", "vmlinuz-")) {
      Files.copy(Path.of("/boot", name + RELEASE), root.resolve("boot").resolve(name + RELEASE));
    }
  }

  private Ran run(String... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    String[] all = new String[words.length + 3];
    all[0] = "kmcheck";
    all[1] = "--root";
    all[2] = root.toString();
    System.arraycopy(words, 0, all, 3, words.length);
    int status = Main.run(printer(out), printer(err), all);
    return new Ran(
        status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private static PrintStream printer(ByteArrayOutputStream to) {
    return new PrintStream(to, true, StandardCharsets.UTF_8);
  }

  private static String file(String name) {
    return KmcModules.file(name).toString();
  }

  @Test
  void anAcceptedModule() {
    Ran ran = run("-K", RELEASE, file("kmc_plain"));
    assertThat(ran.err()).isEmpty();
    assertThat(ran.status()).isEqualTo(Exit.DONE);
    assertThat(ran.out())
        .startsWith(file("kmc_plain") + ": accepted\n")
        .contains("    | kmc_plain: loading out-of-tree module taints kernel.\n");
  }

  @Test
  void aRefusedModule() {
    Ran ran = run("-K", RELEASE, file("kmc_user"));
    assertThat(ran.status()).isEqualTo(Exit.FAILED);
    assertThat(ran.out())
        .startsWith(file("kmc_user") + ": refused, ENOENT\n")
        .contains("  refused: unknown symbol kmc_base_call: nothing exports it: ")
        .contains("    | kmc_user: Unknown symbol kmc_base_call (err -2)\n");
  }

  @Test
  void theParametersAreThoseOfModprobe() throws IOException {
    Path options = root.resolve("etc/modprobe.d/kmc.conf");
    Files.createDirectories(options.getParent());
    Files.writeString(options, "options kmc-base \\\n number=four\noptions kmc_base none=1\n");
    Ran ran = run("-K", RELEASE, file("kmc_base"));
    assertThat(ran.status()).isEqualTo(Exit.FAILED);
    assertThat(ran.out())
        .startsWith(file("kmc_base") + ": refused, EINVAL\n")
        .contains("| kmc_base: `four' invalid for parameter `number'")
        .contains("| kmc_base: unknown parameter 'none' ignored");
  }

  @Test
  void everyKernel() {
    Ran ran = run("--all-kernels", file("kmc_plain"));
    assertThat(ran.status()).isEqualTo(Exit.DONE);
    assertThat(ran.out()).startsWith(RELEASE + ": " + file("kmc_plain") + ": accepted\n");
  }

  @Test
  void aDirectoryStandsForAllModulesBelowIt() {
    Path directory = KmcModules.file("kmc_plain").getParent();
    Ran ran = run("-K", RELEASE, directory.toString());
    assertThat(ran.status()).isEqualTo(Exit.DONE);
    assertThat(ran.out().lines().filter(line -> line.endsWith(".ko: accepted"))).hasSize(5);
  }

  @Test
  void whatIsNotKnownIsSaid() throws IOException {
    Files.delete(root.resolve("lib/modules/" + RELEASE + "/build"));
    Ran ran = run("-K", RELEASE, file("kmc_user"));
    assertThat(ran.status()).isEqualTo(Exit.DONE);
    assertThat(ran.err())
        .isEqualTo(
            "kmcheck: kernel "
                + RELEASE
                + ": headers not installed: symbols and modversions aren't checked:"
                + " install linux-headers-"
                + RELEASE
                + "\n");
  }

  @Test
  void symbolsAlone() throws IOException {
    Path symvers =
        Files.writeString(
            root.resolve("Module.symvers"), "0x01234567\tf\tvmlinux\tEXPORT_SYMBOL\t\n");
    Ran ran = run("--symvers", symvers.toString(), file("kmc_plain"));
    assertThat(ran.status()).isEqualTo(Exit.FAILED);
    assertThat(ran.out()).contains("unknown symbol __fentry__: nothing exports it");
    assertThat(ran.err()).contains("describes symbols only");
  }

  @Test
  void symbolsThatAreNone() throws IOException {
    Path symvers = Files.writeString(root.resolve("Module.symvers"), "hello\n");
    Ran ran = run("--symvers", symvers.toString(), file("kmc_plain"));
    assertThat(ran.status()).isEqualTo(Exit.FAILED);
    assertThat(ran.err())
        .isEqualTo("kmcheck: " + symvers + ": names no symbol: name a Module.symvers\n");
  }

  @Test
  void aPersonSeesTheFirstSymbolsOfMany() throws IOException {
    Path symvers =
        Files.writeString(
            root.resolve("Module.symvers"), "0x01234567\tf\tvmlinux\tEXPORT_SYMBOL\t\n");
    Path ext4 = TestKernel.present("kernel/fs/ext4/ext4.ko");
    Ran ran = run("--symvers", symvers.toString(), ext4.toString());
    assertThat(ran.out().lines().filter(line -> line.startsWith("  refused: "))).hasSize(10);
    assertThat(ran.out()).containsPattern("\n  and [0-9]+ more of its symbols: --json\n$");
    Ran all = run("--symvers", symvers.toString(), "--json", ext4.toString());
    assertThat(all.out().split("Unknown symbol", -1)).hasSizeGreaterThan(100);
  }

  @Test
  void theSameAsJson() {
    Ran ran = run("-K", RELEASE, "--json", file("kmc_user"));
    assertThat(ran.status()).isEqualTo(Exit.FAILED);
    JsonObject kernel =
        JsonParser.parseString(ran.out())
            .getAsJsonObject()
            .getAsJsonArray("kernels")
            .get(0)
            .getAsJsonObject();
    assertThat(kernel.get("release").getAsString()).isEqualTo(RELEASE);
    assertThat(kernel.get("accepted").getAsBoolean()).isFalse();
    JsonObject module = kernel.getAsJsonArray("modules").get(0).getAsJsonObject();
    assertThat(module.get("errno").getAsString()).isEqualTo("ENOENT");
    assertThat(module.getAsJsonArray("findings").toString())
        .contains("\"kernelSays\":\"kmc_user: Unknown symbol kmc_base_call (err -2)\"");
  }

  @Test
  void wrongUsage() {
    assertThat(run().status()).isEqualTo(Exit.USAGE);
    assertThat(run("-K", RELEASE, "--all-kernels", "x.ko").status()).isEqualTo(Exit.USAGE);
    assertThat(run("-K", RELEASE, root.resolve("none.ko").toString()).status())
        .isEqualTo(Exit.FAILED);
    assertThat(run("-K", RELEASE, root.toString() + "/boot").err()).contains("contains no modules");
  }
}
