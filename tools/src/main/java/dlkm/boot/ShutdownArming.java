package dlkm.boot;

import dlkm.host.Child;
import dlkm.host.Host;
import dlkm.host.Layout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Sees to it that somebody calls {@code kmshutdown stop} when the machine goes down (spec §5.4):
 * with systemd {@code dlkm-init.service}, or until the machine was booted with that a transient
 * service, which has nothing to do but to be stopped.
 */
public final class ShutdownArming {

  private static final String UNIT = "dlkm-shutdown.service";

  private ShutdownArming() {}

  /**
   * Arms it for what is held now.
   *
   * @return what a person has to do where nobody calls it by itself
   */
  public static Optional<String> arm(Host host) {
    Path script = host.home().resolve("sh/kmshutdown");
    if (!host.isThisMachine() || Files.isDirectory(Path.of("/run/rehearse"))) {
      // An image is not shut down; a scratch machine calls it by itself.
      return Optional.empty();
    }
    if (!Files.isDirectory(Path.of("/run/systemd/system"))) {
      return Optional.of(
          "no systemd runs here: let the shutdown call '" + script + " stop', or it stays held");
    }
    // Since the last boot our own unit is there; before, right after the first registration, a
    // transient one does its work.
    if (isActive("dlkm-init.service") || isActive(UNIT)) {
      return Optional.empty();
    }
    Child started = Child.run(service(script));
    return started.status() == 0
        ? Optional.empty()
        : Optional.of(
            "the service for the shutdown can't be started ("
                + started.lastWords()
                + "): call '"
                + script
                + " stop' before the shutdown, or it stays held");
  }

  private static boolean isActive(String unit) {
    return Child.run(List.of("systemctl", "--quiet", "is-active", unit)).status() == 0;
  }

  private static List<String> service(Path script) {
    return List.of(
        "systemd-run",
        "--quiet",
        "--unit=" + UNIT,
        "--description=Put in place what DLKM holds for the shutdown",
        "--property=Type=oneshot",
        "--property=RemainAfterExit=yes",
        "--property=TimeoutStopSec=15min",
        "--property=RequiresMountsFor=" + Layout.SETS + " /lib/modules",
        "--property=ExecStop=/bin/sh " + script + " stop",
        "/bin/true");
  }
}
