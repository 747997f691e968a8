package dlkm.scratch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * The power fails while a module is updated, or while the work at shutdown is done: the emulator is
 * killed at twenty moments, and after each the machine boots from what its disk has (spec §2.3).
 * Every boot has the old version or the new one, complete, and the next change works as if nothing
 * had been.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Order(3)
class PowerCutTest {

  private static final int CUTS = 20;
  private static final Path DISK = Place.WORK.resolveSibling("cut-disk");

  /**
   * What a boot had and what was begun in it.
   *
   * @param came the version that it came up with, or what was wrong
   * @param finished whether the work was done before the power failed
   */
  private record Boot(String work, Duration after, String came, boolean finished) {

    @Override
    public String toString() {
      return work + ", cut after " + after.toMillis() + " ms" + (finished ? ", finished" : "");
    }
  }

  private final List<Boot> boots = new ArrayList<>();
  private MachineCopy copy;

  @BeforeAll
  void run() throws IOException, InterruptedException {
    copy = MachineCopy.fresh("cut-copy");
    copy.ok("cut-prepare");
    Files.deleteIfExists(DISK);
    for (int i = 0; i < CUTS / 2; i++) {
      boots.add(boot("update", Duration.ofMillis(450L * i)));
    }
    for (int i = 0; i < CUTS / 2; i++) {
      boots.add(boot("shutdown", Duration.ofMillis(70L * i)));
    }
    boots.add(boot("look", Duration.ZERO));
  }

  private Boot boot(String work, Duration after) throws IOException, InterruptedException {
    List<String> command = Place.rehearsal("-K", Place.release());
    command.addAll(List.of("--disk", DISK.toString(), "--leave-loaded", "--"));
    command.addAll(Place.call("cut"));
    command.add(work);
    Process machine =
        new ProcessBuilder(copy.command(command))
            .redirectError(Place.log("cut-" + boots.size() + ".err").toFile())
            .start();
    List<String> said = new ArrayList<>();
    try (BufferedReader output = machine.inputReader(StandardCharsets.UTF_8)) {
      String line = output.readLine();
      while (line != null) {
        said.add(line);
        if (line.equals("now")) {
          Thread.sleep(after);
          cut(machine);
        }
        line = output.readLine();
      }
    }
    assertThat(machine.waitFor(5, TimeUnit.MINUTES)).isTrue();
    String came = said.isEmpty() ? "nothing" : String.join("\n", said).split("\nnow", 2)[0];
    return new Boot(work, after, came, said.contains("done"));
  }

  /** Like a power cut: the emulator has no time to write anything. */
  private static void cut(Process machine) {
    List<ProcessHandle> emulators =
        machine
            .descendants()
            .filter(each -> each.info().command().orElse("").contains("qemu-system"))
            .toList();
    assertThat(emulators).hasSize(1);
    emulators.forEach(ProcessHandle::destroyForcibly);
  }

  @TestFactory
  Stream<DynamicTest> afterEveryCutTheMachineIsWhole() {
    List<DynamicTest> tests = new ArrayList<>();
    for (int i = 0; i < CUTS; i++) {
      Boot before = boots.get(i);
      Boot next = boots.get(i + 1);
      tests.add(DynamicTest.dynamicTest(before.toString(), () -> check(before, next)));
    }
    return tests.stream();
  }

  private static void check(Boot before, Boot next) {
    assertThat(before.came()).isIn("whole 1.0", "whole 2.0");
    assertThat(next.came()).isIn("whole 1.0", "whole 2.0");
    if (before.finished()) {
      assertThat(next.came()).isNotEqualTo(before.came());
    }
  }
}
