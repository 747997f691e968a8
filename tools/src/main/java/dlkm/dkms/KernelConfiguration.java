package dlkm.dkms;

import dlkm.host.Host;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the options stand that a kernel was built with. */
final class KernelConfiguration {

  private KernelConfiguration() {}

  /** The file among its headers; one that need not be there. */
  static Path file(Host host, String release) {
    Path made = host.headers(release, "include/config/auto.conf");
    return Files.exists(made) ? made : host.headers(release, ".config");
  }
}
