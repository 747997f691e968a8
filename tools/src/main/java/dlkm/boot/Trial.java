package dlkm.boot;

import dlkm.host.Child;
import dlkm.host.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The boot loader's part in going back: a set of BOOT modules that never came to the end of INIT is
 * booted once; then, unless {@code kminit} took the mark away, the last-known-good one is (spec
 * §2.3). GRUB's environment block holds the mark, and its configuration reads it.
 */
final class Trial {

  private static final String MARK = "dlkm_trial";

  private Trial() {}

  /**
   * Begins or ends a trial.
   *
   * @param on whether the BOOT modules are others than the last-known-good ones
   * @return what protection is missing, if any
   */
  static Optional<String> set(Host host, boolean on) throws IOException {
    Path configuration = host.path("/boot/grub/grub.cfg");
    if (!Files.exists(configuration)) {
      return on ? missing("GRUB isn't installed here") : Optional.empty();
    }
    if (!Files.readString(configuration).contains(MARK)) {
      return on ? missing("run update-grub once") : Optional.empty();
    }
    Child child =
        host.isThisMachine()
            ? Child.run(
                on
                    ? List.of("grub-editenv", "-", "set", MARK + "=armed")
                    : List.of("grub-editenv", "-", "unset", MARK))
            : new Child(1, "not for another root");
    return child.status() == 0 || !on ? Optional.empty() : missing(child.output().strip());
  }

  private static Optional<String> missing(String why) {
    return Optional.of(
        "a boot that fails with the new BOOT modules does not go back by itself ("
            + why
            + "): 'dlkm=lkg' on the kernel's command line takes the last-known-good ones");
  }
}
