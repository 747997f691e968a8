package dlkm.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** How a refusal of the kernel is told (spec §4.11, §6.3, §6.4). */
class KernelRefusalTest {

  @Test
  void aLoadIsToldWithTheErrorItsMeaningAndTheKernelsWords() {
    Outcome.Refused refused =
        Outcome.Refused.of(Errno.ENOENT, List.of("m: Unknown symbol f (err -2)", "m: and g"));

    assertThat(KernelRefusal.loading("m", "can't be loaded", refused))
        .hasToString(
            "m: can't be loaded: ENOENT, a symbol that it needs is not in this kernel, or its file"
                + " is missing: the kernel says: m: Unknown symbol f (err -2); m: and g");
  }

  @Test
  void anErrorOfTheModulesOwnIsToldAsThat() {
    assertThat(KernelRefusal.loadError(Outcome.Refused.of(6, List.of())))
        .isEqualTo("ENXIO, its own initialisation failed");
  }

  @Test
  void anUnloadIsToldWithTheErrorAlone() {
    assertThat(
            KernelRefusal.unloading(
                "m", "can't be unloaded", Outcome.Refused.of(Errno.EBUSY, List.of())))
        .hasToString("m: can't be unloaded: EBUSY: dmesg may say more");
  }

  @Test
  void aKnownReasonStandsInPlaceOfTheError() {
    assertThat(KernelRefusal.because("m", "is in use", Outcome.Refused.of(Errno.EBUSY, List.of())))
        .hasToString("m: is in use");
  }
}
