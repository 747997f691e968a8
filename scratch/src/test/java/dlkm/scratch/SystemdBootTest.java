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
 * A copy of this machine boots through systemd-boot three times: with BOOT modules on trial, which
 * are good; then with an update on trial that was held until the shutdown and makes the kernel
 * panic; and then, without a hand on it, with the last-known-good ones.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Order(3)
class SystemdBootTest {

  private Cases first;
  private Cases panicked;
  private Cases good;

  @BeforeAll
  void run() throws IOException, InterruptedException {
    MachineCopy copy = MachineCopy.fresh("systemd-boot-copy");
    copy.ok("systemd-boot-prepare");
    String layer = Place.WORK.resolveSibling("systemd-boot-layer").toString();
    List<String> through = List.of("env", "PATH=/root/systemd-boot:/usr/sbin:/usr/bin:/sbin:/bin");
    first = copy.boot("systemd-boot-first", Place.release(), through, "--disk", layer);
    panicked = copy.boot("systemd-boot-lkg", Place.release(), through, "--disk", layer);
    good = copy.boot("systemd-boot-lkg", Place.release(), through, "--disk", layer);
  }

  @TestFactory
  Stream<DynamicTest> afterAGoodTrial() throws IOException {
    return first.tests();
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
}
