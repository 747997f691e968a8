package dlkm.scratch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * Loading phases on whole boots: a copy of this machine is changed, its initramfs built, and the
 * copy boots with its own initramfs and systemd, five times.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BootTest {

  private static final Path COPY = Place.WORK.resolveSibling("copy");

  private SortedMap<String, String> before;
  private SortedMap<String, String> after;
  private Cases first;
  private Cases second;
  private Cases moved;
  private Cases panicked;
  private Cases good;

  @BeforeAll
  void run() throws IOException, InterruptedException {
    Ran clean = Ran.command("boot-clean", List.of("rm", "-rf", COPY.toString()));
    assertThat(clean.status()).as(clean.messages()).isZero();
    before = Checksum.ofThisMachine();
    ok("boot-prepare", Place.call("boot-prepare"));
    String disk = Place.WORK.resolveSibling("boot-disk").toString();
    first = boot("boot-first", "--disk", disk, "--kernel-arg", "dlkm=batch");
    second = boot("boot-second", "--disk", disk);
    ok("boot-move", Place.call("boot-move"));
    moved = boot("boot-moved");
    ok("boot-trial", Place.call("boot-trial"));
    panicked = boot("boot-first");
    good = boot("boot-lkg", "--kernel-arg", "dlkm=lkg");
    after = Checksum.ofThisMachine();
  }

  private static void ok(String name, List<String> command)
      throws IOException, InterruptedException {
    Ran ran = Ran.command(name, inCopy(command));
    assertThat(ran.status()).as(ran.output() + ran.messages()).isZero();
  }

  private static List<String> inCopy(List<String> command) {
    List<String> words =
        new ArrayList<>(List.of("sh", Place.script("copy-of-this-machine"), COPY.toString()));
    words.addAll(command);
    return words;
  }

  private static Cases boot(String script, String... options)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.addAll(List.of(Place.tool("kmrehearse"), "--boot", "-K", Place.release()));
    command.addAll(List.of("--log", Place.log(script + ".kernel").toString()));
    command.addAll(List.of(options));
    command.add("--");
    command.addAll(Place.call(script));
    return Cases.of(script, Ran.command(script, inCopy(command)));
  }

  @TestFactory
  Stream<DynamicTest> afterTheFirstBoot() throws IOException {
    return first.tests();
  }

  @TestFactory
  Stream<DynamicTest> afterTheSecondBoot() throws IOException {
    return second.tests();
  }

  @TestFactory
  Stream<DynamicTest> afterAModuleWasMoved() throws IOException {
    return moved.tests();
  }

  @TestFactory
  Stream<DynamicTest> afterABootThatFailed() throws IOException {
    return good.tests();
  }

  @Test
  void aPanicInABootPhaseIsTheVerdict() {
    assertThat(panicked.ran().status()).isEqualTo(2);
    assertThat(panicked.ran().messages()).contains(": panic: ", "ph_boot2 was asked to");
    assertThat(panicked.ran().output()).isEmpty();
  }

  @Test
  void theKernelStaysCleanAndThePhasesAreShown() {
    for (Cases boot : List.of(first, second, moved, good)) {
      assertThat(boot.ran().messages())
          .contains(": clean (", "  BOOT1: took ", "  BOOT2: took ", "  INIT: took ");
      assertThat(boot.ran().status()).as("status of " + boot.script()).isZero();
    }
  }

  @Test
  void thisMachineIsUntouched() {
    assertThat(after).isEqualTo(before);
  }
}
