package dlkm.scratch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * Loading phases on whole boots: a copy of this machine is changed, its initramfs built, and the
 * copy boots with its own initramfs and systemd, five times; the last two times through GRUB.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Order(Integer.MAX_VALUE)
class BootTest {

  private SortedMap<String, String> before;
  private SortedMap<String, String> after;
  private Cases first;
  private Cases second;
  private Cases moved;
  private Cases panicked;
  private Cases good;

  @BeforeAll
  void run() throws IOException, InterruptedException {
    MachineCopy copy = MachineCopy.fresh("copy");
    before = Checksum.ofThisMachine();
    copy.ok("boot-prepare");
    String disk = Place.WORK.resolveSibling("boot-disk").toString();
    first = copy.boot("boot-first", "--disk", disk, "--kernel-arg", "dlkm=batch");
    second = copy.boot("boot-second", "--disk", disk);
    copy.ok("boot-move");
    moved = copy.boot("boot-moved");
    copy.ok("boot-trial");
    List<String> grub = List.of("env", "PATH=/root/grub:/usr/sbin:/usr/bin:/sbin:/bin");
    panicked = copy.boot("boot-first", Place.release(), grub);
    good = copy.boot("boot-lkg", Place.release(), grub);
    after = Checksum.ofThisMachine();
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
    assertThat(panicked.ran().messages())
        .contains(": panic in ph_boot2_load", " [ph_boot2]: ", "ph_boot2 was asked to");
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
