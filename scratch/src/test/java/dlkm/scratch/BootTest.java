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
 * copy boots with its own initramfs and systemd, seven times; the last four times through GRUB: a
 * whole kernel that panics, the one before it by itself, by GRUB's entry, and by one command.
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
  private Cases chosen;
  private Cases back;

  @BeforeAll
  void run() throws IOException, InterruptedException {
    MachineCopy copy = MachineCopy.fresh("copy");
    before = Checksum.ofThisMachine();
    copy.ok("boot-prepare");
    String disk = Place.WORK.resolveSibling("boot-disk").toString();
    first =
        copy.boot(
            "boot-first", "--disk", disk, "--kernel-arg", "dlkm=batch", "--svg", "/root/boot.svg");
    second = copy.boot("boot-second", "--disk", disk);
    copy.ok("boot-move");
    moved = copy.boot("boot-moved");
    copy.ok("boot-trial");
    List<String> grub = List.of("env", "PATH=/root/grub:/usr/sbin:/usr/bin:/sbin:/bin");
    panicked = copy.boot("boot-first", Place.release(), grub);
    good = copy.boot("boot-lkg", Place.release(), grub);
    copy.ok("boot-choose");
    chosen = copy.boot("boot-chosen", Place.release(), grub);
    copy.ok("boot-back");
    String layer = Place.WORK.resolveSibling("boot-layer").toString();
    back = copy.boot("boot-previous", Place.release(), grub, "--disk", layer);
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

  @TestFactory
  Stream<DynamicTest> afterAnEntryWasChosen() throws IOException {
    return chosen.tests();
  }

  @TestFactory
  Stream<DynamicTest> afterTheKernelBeforeWasTakenBack() throws IOException {
    return back.tests();
  }

  @Test
  void aPanicOfAStaticModuleIsTheVerdict() {
    assertThat(panicked.ran().status()).isEqualTo(2);
    assertThat(panicked.ran().messages())
        .contains(": panic in ph_static_install", " [ph_static]: ", "ph_static was asked to");
    assertThat(panicked.ran().output()).isEmpty();
  }

  @Test
  void theKernelStaysCleanAndThePhasesAreShown() {
    for (Cases boot : List.of(first, second, moved, good, chosen, back)) {
      assertThat(boot.ran().messages())
          .contains(": clean (", "  BOOT1: took ", "  BOOT2: took ", "  INIT: took ");
      assertThat(boot.ran().status()).as("status of " + boot.script()).isZero();
    }
  }

  @Test
  void thisMachineIsUntouched() {
    assertThat(Checksum.changes(before, after)).isEmpty();
  }
}
