package dlkm.scratch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Modules that go wrong, each in its own way, and what {@code kmrehearse} says about them. They are
 * built here and loaded there: each test is a boot. Another machine runs beside it, which the
 * verdicts must not depend on.
 */
@Order(4)
class VerdictTest {

  private static final Path SNAPSHOTS = Path.of("/var/cache/dlkm/snapshots");

  @TempDir static Path built;
  private static String release;
  private static SortedMap<String, String> before;

  @BeforeAll
  static void build() throws Exception {
    release = Place.release();
    List<Path> modules;
    try (Stream<Path> all = Files.list(Place.TOP.resolve("tools/src/test/modules"))) {
      modules = all.filter(VerdictTest::isOurs).toList();
    }
    assertThat(modules).isNotEmpty();
    for (Path module : modules) {
      Path to = built.resolve(module.getFileName());
      ok("cp", "-r", module.toString(), to.toString());
      ok("make", "-s", "-C", "/lib/modules/" + release + "/build", "M=" + to, "modules");
    }
    before = Checksum.ofThisMachine();
  }

  private static boolean isOurs(Path module) {
    return module.getFileName().toString().startsWith("rh_");
  }

  private static void ok(String... command) throws Exception {
    Ran ran = Ran.command("verdict-build", List.of(command));
    assertThat(ran.status()).as(ran.messages()).isZero();
  }

  @AfterAll
  static void theHostIsUntouched() throws Exception {
    assertThat(Checksum.changes(before, Checksum.ofThisMachine())).isEmpty();
  }

  private static Rehearsed load(String module, String... options) throws Exception {
    List<String> all = new ArrayList<>(List.of("-K", release));
    all.addAll(List.of(options));
    return Rehearsed.run(all, "insmod", file(module));
  }

  private static String file(String module) {
    return built.resolve(module).resolve(module + ".ko").toString();
  }

  @Test
  void aGoodModuleIsCleanAndThereIsNothingLeft() throws Exception {
    Rehearsed run = load("rh_clean");
    assertThat(run.answer().getAsJsonArray("findings")).isEmpty();
    assertThat(run.answer().getAsJsonArray("notes").toString()).contains("tainted: O: ", "E: ");
    assertThat(run.exit()).isZero();
  }

  @Test
  void anOopsWhileLoading() throws Exception {
    Rehearsed run = load("rh_oops");
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.kinds()).contains("oops", "taint");
    assertThat(run.said("oops")).contains("RIP: 0010:rh_oops_init");
    // The command went on: it was killed by the kernel, and that is its status.
    assertThat(run.answer().get("status").getAsInt()).isEqualTo(137);
  }

  @Test
  void aWarningWhileLoading() throws Exception {
    Rehearsed run = load("rh_warn");
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.kinds()).containsExactly("WARNING", "taint");
    assertThat(run.said("WARNING")).contains("rh_warn: something is odd", "rh_warn_init");
    assertThat(run.answer().get("status").getAsInt()).isZero();
  }

  @Test
  void aLoopForEverSaysWhereItIs() throws Exception {
    Rehearsed run = load("rh_loop");
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.kinds()).hasSize(1).containsAnyOf("soft lockup", "kernel hang");
    assertThat(run.answer().toString()).contains("\"function\":\"rh_loop_init\"");
  }

  @Test
  void aLoopWithInterruptsOffSaysWhereItIs() throws Exception {
    Rehearsed run = Rehearsed.run(List.of(), "insmod", file("rh_loop"), "masked=1");
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.kinds()).containsExactly("kernel hang");
    assertThat(run.said("kernel hang")).contains("rh_loop_init");
  }

  @Test
  void aTaskThatNeverWakesIsNamed() throws Exception {
    Rehearsed run = load("rh_sleep");
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.kinds()).containsExactly("deadlock");
    assertThat(run.said("deadlock")).contains("insmod (", "rh_sleep_init");
  }

  @Test
  void aCommandThatNeverEndsIsAFinding() throws Exception {
    Rehearsed run = Rehearsed.run(List.of(), "sleep", "100000");
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.kinds()).containsExactly("command hang");
    assertThat(run.answer().has("status")).isFalse();
  }

  @Test
  void aHostWithoutTimeCannotTell() throws Exception {
    Rehearsed run = Rehearsed.run(List.of("--host-limit", "1"), "true");
    assertThat(run.exit()).isEqualTo(75);
    assertThat(run.answer().getAsJsonArray("findings")).isEmpty();
    assertThat(run.answer().get("inconclusive").getAsString()).contains("1 s");
  }

  @Test
  void aDamagedSnapshotIsReplaced() throws Exception {
    Rehearsed.run(List.of(), "true");
    Path snapshot = newest(SNAPSHOTS);
    Files.writeString(snapshot, "no state of a machine");
    Rehearsed run = Rehearsed.run(List.of(), "echo", "booted");
    assertThat(run.exit()).as(run.toString()).isZero();
    assertThat(run.output()).isEqualTo("booted\n");
    assertThat(Files.size(newest(SNAPSHOTS))).isGreaterThan(1 << 20);
  }

  private static Path newest(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .max(Comparator.comparingLong(file -> file.toFile().lastModified()))
          .orElseThrow();
    }
  }

  @Test
  void whatHoldsTheOutputDoesNotHoldTheEnd() throws Exception {
    Rehearsed run = Rehearsed.run(List.of(), "sh", "-c", "setsid sleep 100000 & echo begun");
    assertThat(run.exit()).as(run.toString()).isZero();
    assertThat(run.output()).isEqualTo("begun\n");
  }

  @Test
  void aDeviceThatIsLeftBehind() throws Exception {
    Rehearsed run = load("rh_leak");
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.kinds()).contains("leaked device number", "leaked class entry", "leaked device");
    assertThat(run.said("leaked class entry")).contains("/sys/class/rh_leak/rh_leak");
  }

  @Test
  void aModuleThatCannotBeUnloaded() throws Exception {
    Rehearsed run = load("rh_stay");
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.kinds()).containsExactly("refused unload");
    assertThat(run.said("refused unload")).contains("rh_stay");
    Rehearsed left = load("rh_stay", "--leave-loaded");
    assertThat(left.exit()).isZero();
  }

  @Test
  void aPanicEndsTheMachineAtOnce() throws Exception {
    Rehearsed run = Rehearsed.run(List.of(), "sh", "-c", "echo c > /proc/sysrq-trigger");
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.kinds()).containsExactly("panic");
    assertThat(run.answer().has("status")).isFalse();
  }

  @Test
  void nothingReachesTheHost() throws Exception {
    Rehearsed run =
        Rehearsed.run(
            List.of(),
            "sh",
            "-c",
            """
            rm -rf /etc/passwd /var/lib/dlkm /usr/lib/dlkm /lib/modules/*/kernel/fs /home /proc/1/cwd/etc/group
            echo x > /etc/dlkm-was-here && test -e /etc/dlkm-was-here || exit 3
            # The layer below is in use, and nobody but the kernel has a way to it.
            mkdir /mnt/host && ! mount -t 9p -o trans=virtio root /mnt/host || exit 4
            grep 9p /proc/mounts && exit 5
            # The host's own processes can't be seen, not even below the machine's own.
            umount -l /proc && test -z "$(ls /proc)" || exit 6
            """);
    assertThat(run.exit()).as(run.toString()).isZero();
    assertThat(Path.of("/etc/dlkm-was-here")).doesNotExist();
  }

  @Test
  void aDiskIsMadeWhereNoSystemProgramIsOnTheSearchPath(@TempDir Path directory) throws Exception {
    String disk = directory.resolve("layer").toString();
    Ran ran =
        Ran.command(
            "disk-made",
            List.of(
                "env",
                "PATH=/usr/bin:/bin",
                Place.tool("kmrehearse"),
                "-K",
                release,
                "--disk",
                disk,
                "--",
                "true"));
    assertThat(ran.status()).as(ran.messages()).isZero();
  }

  @Test
  void aDiskKeepsWhatTheFirstRunWrote(@TempDir Path directory) throws Exception {
    String disk = directory.resolve("layer,1").toString();
    Rehearsed first =
        Rehearsed.run(
            List.of("--disk", disk), "sh", "-c", "echo kept > /root/kept; rm /etc/hostname");
    assertThat(first.exit()).as(first.toString()).isZero();
    Rehearsed second =
        Rehearsed.run(
            List.of("--disk", disk), "sh", "-c", "cat /root/kept; test ! -e /etc/hostname");
    assertThat(second.exit()).as(second.toString()).isZero();
    assertThat(second.output()).isEqualTo("kept\n");
    Rehearsed third = Rehearsed.run(List.of(), "test", "-e", "/root/kept");
    assertThat(third.exit()).isEqualTo(1);
  }

  @Test
  void aKilledRehearsalTakesItsMachineAlong() throws Exception {
    Path log = built.resolve("killed.log");
    Process process = Rehearsed.start(List.of("--log", log.toString()), "sleep", "1000");
    while (!Files.exists(log) || !Files.readString(log).contains("the run begins")) {
      assertThat(process.isAlive()).isTrue();
      Thread.sleep(100);
    }
    List<ProcessHandle> machines = process.descendants().toList();
    assertThat(machines).isNotEmpty();
    process.destroyForcibly();
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    for (ProcessHandle machine : machines) {
      machine.onExit().get(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void anEmulatedDeviceIsThere() throws Exception {
    Rehearsed run =
        Rehearsed.run(List.of("--device", "edu"), "sh", "-c", "cat /sys/bus/pci/devices/*/device");
    assertThat(run.exit()).isZero();
    assertThat(run.output()).contains("0x11e8");
  }

  @Test
  void twoAtOnce() throws Exception {
    Process one = Rehearsed.start(List.of(), "echo", "one");
    Process two = Rehearsed.start(List.of(), "echo", "two");
    assertThat(new String(one.getInputStream().readAllBytes(), UTF_8)).contains("\"one\\n\"");
    assertThat(new String(two.getInputStream().readAllBytes(), UTF_8)).contains("\"two\\n\"");
    assertThat(one.waitFor()).isZero();
    assertThat(two.waitFor()).isZero();
  }
}
