package dlkm.scratch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * A copy of this machine boots through systemd-boot: with BOOT modules on trial, which are good;
 * with a stored whole kernel, chosen for one boot; then with an update on trial that was held until
 * the first shutdown and makes the kernel panic; and then, without a hand on it, with the
 * last-known-good ones. Another one boots with the whole kernel as the default.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Order(3)
class SystemdBootTest {

  private Cases first;
  private Cases chosen;
  private Cases panicked;
  private Cases good;
  private Cases changed;

  @BeforeAll
  void run() throws IOException, InterruptedException {
    MachineCopy copy = MachineCopy.fresh("systemd-boot-copy");
    copy.ok("systemd-boot-prepare");
    String layer = Place.WORK.resolveSibling("systemd-boot-layer").toString();
    List<String> through = List.of("env", "PATH=/root/systemd-boot:/usr/sbin:/usr/bin:/sbin:/bin");
    first = copy.boot("systemd-boot-first", Place.release(), through, "--disk", layer);
    chosen = copy.boot("systemd-boot-chosen", Place.release(), through, "--disk", layer);
    panicked = copy.boot("systemd-boot-lkg", Place.release(), through, "--disk", layer);
    good = copy.boot("systemd-boot-lkg", Place.release(), through, "--disk", layer);
    copy.ok("systemd-boot-change");
    changed = copy.boot("systemd-boot-default", Place.release(), through);
  }

  @TestFactory
  Stream<DynamicTest> afterAGoodTrial() throws IOException {
    return first.tests();
  }

  @TestFactory
  Stream<DynamicTest> afterAnEntryWasChosen() throws IOException {
    return chosen.tests();
  }

  @Test
  void whatWasHeldPanicsOnTrial() {
    assertThat(panicked.ran().status()).isEqualTo(2);
    assertThat(panicked.ran().messages())
        .contains(": panic in ph_boot2_load", " [ph_boot2]: ", "ph_boot2 was asked to");
  }

  @TestFactory
  Stream<DynamicTest> afterATrialThatFailed() throws IOException {
    return good.tests();
  }

  @TestFactory
  Stream<DynamicTest> afterAWholeKernelBecameTheDefault() throws IOException {
    return changed.tests();
  }
}
