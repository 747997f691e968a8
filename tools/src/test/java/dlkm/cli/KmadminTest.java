package dlkm.cli;

import static dlkm.cli.FixtureMachine.registration;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dlkm.cli.FixtureMachine.Ran;
import dlkm.declaration.ModuleType;
import dlkm.declaration.Phase;
import dlkm.load.SearchPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kmadmin} on a machine below another root (spec §2.2, §2.3, §4.8, §4.10, §5.1, §6.1, §6.5).
 */
class KmadminTest {

  private static final String OURS = "aabb01";
  private static final String OTHER = "ccdd02";

  @TempDir private Path root;
  private FixtureMachine machine;

  @BeforeEach
  void aMachineWithThreeModulesOfOurs() throws IOException {
    machine = new FixtureMachine(root);
    machine.register(registration("zdisk", ModuleType.WSIO_CLASS, OURS));
    machine.register(registration("my-lib", ModuleType.MISC, OURS));
    machine.register(registration("idle", ModuleType.STREAMS_MOD, OURS));
    machine.load("zdisk 24576 3 - Live 0xffffffffc0100000 (OE)");
    machine.load("my_lib 16384 1 zdisk, Live 0xffffffffc0200000 (OE)");
    machine.load("e1000e 300000 0 - Live 0xffffffffc0300000");
    machine.load("mbcache 16384 0 - Live 0xffffffffc0400000");
    machine.buildId("zdisk", OURS);
    machine.buildId("my_lib", OTHER);
    machine.file("/lib/modules/6.1.0-fixture/modules.dep", DEP);
  }

  private static final String DEP =
      """
      kernel/fs/mbcache.ko:
      kernel/drivers/net/ethernet/intel/e1000e/e1000e.ko: kernel/drivers/ptp/ptp.ko
      """;

  @Test
  void briefListHasOursByIdAndThenTheOthersByName() {
    Ran ran = machine.run("kmadmin", "-s");

    assertThat(ran.err()).isEmpty();
    assertThat(ran.status()).isEqualTo(Exit.DONE);
    assertThat(ran.out())
        .isEqualTo(
            """
            Name     ID  Status    Type     Phase  Note
            zdisk    1   LOADED    WSIO     AUTO
            my-lib   2   LOADED    Misc     AUTO   not the registered image
            idle     3   UNLOADED  STREAMS  AUTO

            Not registered
            e1000e   -   LOADED    STREAMS  -
            mbcache  -   LOADED    Misc     -
            """);
  }

  @Test
  void briefAndFullListOfOursLeaveTheOthersOut() {
    assertThat(machine.run("kmadmin", "-s", "--ours").out())
        .isEqualTo(
            """
            Name    ID  Status    Type     Phase  Note
            zdisk   1   LOADED    WSIO     AUTO
            my-lib  2   LOADED    Misc     AUTO   not the registered image
            idle    3   UNLOADED  STREAMS  AUTO
            """);
    assertThat(modules(machine.run("kmadmin", "-s", "--ours", "--json"))).hasSize(3);
    assertThat(modules(machine.run("kmadmin", "-S", "--ours", "--json"))).hasSize(3);
    assertThat(machine.run("kmadmin", "-k", "--ours").status()).isEqualTo(Exit.USAGE);
  }

  @Test
  void supportedPhasesAreTheDevelopers() {
    assertThat(machine.run("kmadmin", "-Q", "idle").out()).contains("Supported phases    RUN\n");
    JsonObject full =
        modules(machine.run("kmadmin", "-Q", "idle", "--json")).get(0).getAsJsonObject();
    assertThat(full.getAsJsonArray("supportedPhases").get(0).getAsString()).isEqualTo("RUN");
  }

  @Test
  void flagsAreTheDriversAndTaintHasItsOwnField() throws IOException {
    machine.file("/sys/module/zdisk/parameters/dlkm_flags", "DRV_CHAR DRV_PSEUDO\n");

    assertThat(machine.run("kmadmin", "-Q", "zdisk").out())
        .contains("Flags               DRV_CHAR DRV_PSEUDO\nTaint               OE\n");
    assertThat(machine.run("kmadmin", "-Q", "my-lib").out())
        .doesNotContain("Flags")
        .contains("Taint               OE\n");
    JsonObject full =
        modules(machine.run("kmadmin", "-Q", "zdisk", "--json")).get(0).getAsJsonObject();
    assertThat(full.get("flags").getAsString()).isEqualTo("DRV_CHAR DRV_PSEUDO");
    assertThat(full.get("taint").getAsString()).isEqualTo("OE");
  }

  @Test
  void fullStatusHasTheFieldsInTheirOrder() throws IOException {
    machine.file("/sys/module/zdisk/sections/.bss", "0xffffffffc0101000\n");
    machine.file("/proc/devices", "Character devices:\n  1 mem\n240 zdisk\n\nBlock devices:\n");

    assertThat(machine.run("kmadmin", "-Q", "zdisk").out())
        .isEqualTo(
            """
            Module name         zdisk
            Version             1.2.3
            Module id           1
            Configured phase    AUTO
            Object file         ROOT/usr/lib/dlkm/sets/6.1.0-fixture/mod.d/zdisk.ko
            Status              LOADED
            Size                24576
            Address             0xffffffffc0100000
            BSS size            0
            BSS address         0xffffffffc0101000
            Hold count          3
            Dependent count     0
            Unload delay        0 seconds
            Description         the zdisk driver
            Type                WSIO
            Block major         -
            Character major     240
            Flags               -
            Taint               OE
            Supported phases    RUN
            """
                .replace("ROOT", root.toString()));
  }

  @Test
  void aLoadedModuleThatIsNotTheRegisteredImageSaysSo() {
    assertThat(machine.run("kmadmin", "-q", "2").out())
        .contains(
            "Status              LOADED, but not the registered image:"
                + " build id ccdd02 is loaded, aabb01 is registered\n");
  }

  @Test
  void holdsAreCountedWithoutTheDependents() {
    assertThat(machine.run("kmadmin", "-Q", "my_lib").out())
        .contains("Module name         my-lib\n")
        .contains("Hold count          0\n")
        .contains("Dependent count     1 (zdisk)\n");
  }

  @Test
  void aModuleThatIsNotOursShowsWithItsInferredType() {
    assertThat(machine.run("kmadmin", "-Q", "e1000e").out())
        .contains("Module id           -\n")
        .contains("Object file         " + root + "/lib/modules/6.1.0-fixture/kernel/drivers/net/")
        .contains("Type                STREAMS (inferred)\n")
        .contains("Registered          no\n");
  }

  @Test
  void severalModulesAreABlankLineApartAndAnUnknownOneFailsAlone() {
    Ran ran = machine.run("kmadmin", "-Q", "zdisk", "nothing", "idle");

    assertThat(ran.status()).isEqualTo(Exit.FAILED);
    assertThat(ran.err())
        .isEqualTo(
            "kmadmin: nothing: is neither registered nor loaded: 'kmadmin -s' lists all modules\n");
    assertThat(ran.out()).contains("Supported phases    RUN\n\nModule name         idle\n");
  }

  @Test
  void anUpdateThatIsHeldIsNoted() throws IOException {
    machine.holdUpdate(registration("idle", ModuleType.STREAMS_MOD, OTHER));

    assertThat(machine.run("kmadmin", "-s").out())
        .contains("idle     3   UNLOADED  STREAMS  AUTO   update held for shutdown\n");
    assertThat(machine.run("kmadmin", "-Q", "idle").out()).endsWith("Held for shutdown   update\n");
    JsonObject idle = modules(machine.run("kmadmin", "-s", "--json")).get(2).getAsJsonObject();
    assertThat(idle.get("version").getAsString()).isEqualTo("1.2.3");
    assertThat(idle.get("sha256").getAsString()).isNotEqualTo(idle.get("heldSha256").getAsString());
  }

  @Test
  void jsonSaysTheSame() {
    JsonArray brief = modules(machine.run("kmadmin", "-s", "--json"));
    assertThat(brief).hasSize(5);
    assertThat(brief.get(1).getAsJsonObject().get("note").getAsString())
        .isEqualTo("not the registered image");
    assertThat(brief.get(1).getAsJsonObject().get("registered").getAsBoolean()).isTrue();
    assertThat(brief.get(4).getAsJsonObject().get("registered").getAsBoolean()).isFalse();

    JsonObject full =
        modules(machine.run("kmadmin", "-Q", "my-lib", "--json")).get(0).getAsJsonObject();
    assertThat(full.get("id").getAsInt()).isEqualTo(2);
    assertThat(full.get("dependents").getAsJsonArray().get(0).getAsString()).isEqualTo("zdisk");
    assertThat(full.get("notTheRegisteredImage").getAsString()).startsWith("build id ccdd02");
    assertThat(full.get("bssAddress").isJsonNull()).isTrue();
  }

  private static JsonArray modules(Ran ran) {
    return JsonParser.parseString(ran.out()).getAsJsonObject().getAsJsonArray("modules");
  }

  @Test
  void anotherKernelHasItsOwnRegistryAndNothingLoaded() throws IOException {
    machine.file("/lib/modules/5.10.0-other/modules.builtin", "");
    assertThat(machine.run("kmadmin", "-s", "-K", "5.10.0-other").out())
        .isEqualTo("Name  ID  Status  Type  Phase  Note\n");
    assertThat(machine.run("kmadmin", "-s", "-K", "5.10.0-none").err())
        .startsWith("kmadmin: 5.10.0-none: no such kernel: ");
  }

  @Test
  void linkedModulesAreTheKernelsAndOurStaticOnesThatItsBootHasLoaded() throws IOException {
    machine.register(FixtureMachine.staticRegistration("stat1", OTHER));
    machine.register(FixtureMachine.staticRegistration("stat2", OTHER));
    machine.load("stat1 16384 0 [permanent], Live 0xffffffffc0400000 (OE)");
    machine.file(
        "/lib/modules/6.1.0-fixture/modules.builtin", "kernel/fs/ext-x.ko\nkernel/crypto/aes.ko\n");
    machine.file("/var/lib/dlkm/master.d/stat3", "$VERSION 1\n$DRIVER_INSTALL\nstat3 -1 -1\n");
    machine.file("/etc/dlkm/system.d/stat3", "$VERSION 1\n$CONFIGURE Y\n$LOADABLE N\n");

    assertThat(machine.run("kmadmin", "-k").out())
        .isEqualTo(
            """
            Name   Origin
            stat1  dlkm
            aes    kernel
            ext_x  kernel
            """);
  }

  @Test
  void aStaticModuleIsShownAsStaticAndHasNoPhase() throws IOException {
    machine.register(FixtureMachine.staticRegistration("stat1", OTHER));
    machine.register(FixtureMachine.staticRegistration("stat2", OTHER));
    machine.load("stat1 16384 0 [permanent], Live 0xffffffffc0400000 (OE)");

    assertThat(machine.run("kmadmin", "-s").out())
        .contains("stat1    4   STATIC    Misc     -\n")
        .contains("stat2    5   UNLOADED  Misc     -\n");
    assertThat(machine.run("kmadmin", "-Q", "stat1").out())
        .contains("Configured phase    -\n")
        .contains("Status              STATIC\n");
    assertThat(machine.run("kmadmin", "-b", "i", "stat1").err())
        .isEqualTo(
            "kmadmin: stat1: is static: it stays as it is until a boot without it: 'kmsystem -l y"
                + " stat1; config -M stat1 -u', then reboot\n");
  }

  @Test
  void thePhaseChangesForNamesAndIds() {
    assertThat(machine.run("kmadmin", "-b", "i", "idle", "1"))
        .isEqualTo(new Ran(Exit.DONE, "", ""));

    assertThat(machine.set().registry().find("idle").orElseThrow().phases().configured())
        .isEqualTo(Phase.INIT);
    assertThat(machine.set().registry().find("zdisk").orElseThrow().phases().configured())
        .isEqualTo(Phase.INIT);
    assertThat(machine.set().registry().find("idle").orElseThrow().phases().planned())
        .isEqualTo(Phase.AUTO);
  }

  @Test
  void aPhaseThatOneModuleDoesNotSupportChangesNone() {
    Ran ran = machine.run("kmadmin", "-b", "1", "idle", "7", "nothing");

    assertThat(ran.status()).isEqualTo(Exit.FAILED);
    assertThat(ran.err())
        .isEqualTo(
            """
            kmadmin: idle: can't be loaded in phase BOOT1: idle does not support BOOT1: \
            allowed: i (INIT), a (AUTO)
            kmadmin: 7: no module with this id registered with kernel 6.1.0-fixture: \
            'kmadmin -s' lists all modules
            kmadmin: nothing: is not registered with kernel 6.1.0-fixture: \
            'kmadmin -s' lists all modules
            """);
    assertThat(machine.set().registry().find("idle").orElseThrow().phases().configured())
        .isEqualTo(Phase.AUTO);
  }

  @Test
  void theSamePhaseAgainWritesNothing() {
    int before = machine.set().generations().size();
    machine.run("kmadmin", "-b", "a", "idle");
    assertThat(machine.set().generations()).hasSize(before);
  }

  @Test
  void theSearchPathIsKeptUntilItIsReset() throws IOException {
    machine.file("/opt/mod/x", "");
    assertThat(machine.run("kmadmin", "-d", "/opt/mod").status()).isEqualTo(Exit.DONE);
    assertThat(SearchPath.of(machine.set()).directories()).containsExactly("/opt/mod");

    assertThat(machine.run("kmadmin", "-d", "opt").err()).contains("opt: is not an absolute path");
    assertThat(machine.run("kmadmin", "-D").status()).isEqualTo(Exit.DONE);
    assertThat(SearchPath.of(machine.set()).directories()).isEmpty();
  }

  @Test
  void aDirectoryThatOthersCanChangeIsNotSearched() throws IOException {
    machine.file("/opt/try/mod/x", "");
    Path directory = root.resolve("opt/try/mod").toRealPath();
    for (Path open : List.of(directory, directory.getParent())) {
      Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));

      Ran ran = machine.run("kmadmin", "-d", "/opt/try/mod");

      assertThat(ran.status()).isEqualTo(Exit.FAILED);
      assertThat(ran.err()).contains(open + ": is writable by others: 'chmod go-w " + open);
      assertThat(SearchPath.of(machine.set()).directories()).isEmpty();
      Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    assertThat(machine.run("kmadmin", "-d", "/opt/try/mod").status()).isEqualTo(Exit.DONE);
  }

  @Test
  void loadingNeedsARunningKernel() {
    for (String option : new String[] {"-L", "-U"}) {
      Ran ran = machine.run("kmadmin", option, "zdisk");
      assertThat(ran.status()).isEqualTo(Exit.FAILED);
      assertThat(ran.err()).contains("has no running kernel");
    }
  }

  @Test
  void aCommandLineThatMakesNoSenseIsWrongUsage() {
    assertThat(machine.run("kmadmin").status()).isEqualTo(Exit.USAGE);
    assertThat(machine.run("kmadmin", "-s", "-S").status()).isEqualTo(Exit.USAGE);
    assertThat(machine.run("kmadmin", "-s", "zdisk").status()).isEqualTo(Exit.USAGE);
    assertThat(machine.run("kmadmin", "-Q").status()).isEqualTo(Exit.USAGE);
    assertThat(machine.run("kmadmin", "-q", "one").status()).isEqualTo(Exit.USAGE);
    assertThat(machine.run("kmadmin", "-b", "9", "idle").status()).isEqualTo(Exit.USAGE);
    assertThat(machine.run("kmadmin", "-L", "-K", "5", "idle").status()).isEqualTo(Exit.USAGE);
  }

  @Test
  void theBootLoadedAnotherFileThanTheRegisteredOne() throws IOException {
    machine.file(dlkm.boot.BootRecord.FILE, "INIT 3.50 my-lib loaded\nINIT 3.60 zdisk loaded\n");

    assertThat(machine.run("kmadmin", "-Q", "my-lib").out())
        .contains("after the kernel's start: loaded, not the registered image\n");
    assertThat(machine.run("kmadmin", "-Q", "zdisk").out())
        .contains("after the kernel's start: loaded\n");
  }
}
