package dlkm.installedkernel;

import dlkm.host.Host;
import java.io.IOException;
import java.nio.file.Files;

/**
 * Whether the running kernel loads and unloads modules. Root can switch that off until the next
 * boot, and hardened machines do so late in each boot: it says nothing about a module that is built
 * or registered meanwhile.
 */
public final class ModuleLoading {

  /** What is wrong with a machine where it is off. */
  public static final String DISABLED =
      "module loading is disabled (kernel.modules_disabled=1) until reboot";

  /** {@code nomodule} on the kernel's command line sets it too. */
  private static final String SETTING = "/proc/sys/kernel/modules_disabled";

  private ModuleLoading() {}

  /** Whether it is off. */
  public static boolean isDisabled(Host host) {
    try {
      return Files.readString(host.path(SETTING)).startsWith("1");
    } catch (IOException e) {
      return false;
    }
  }
}
