package dlkm.check;

import dlkm.host.Host;
import dlkm.installedkernel.ModuleLoading;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The kernel's rules for loading modules, as far as {@code /proc} and {@code /sys} show them: all
 * of them for a running kernel, otherwise those of its configuration.
 *
 * @param isRunning whether the kernel was asked
 * @param mayLoad whether it loads modules at all
 * @param enforced whether it takes signed modules only
 * @param lockedDown whether it is locked down, which comes to the same
 * @param forbidden the modules that its command line forbids
 * @param loaded the modules that it has loaded
 * @param keys the descriptions of the keys that can be seen
 */
record LoadPolicy(
    boolean isRunning,
    boolean mayLoad,
    boolean enforced,
    boolean lockedDown,
    Set<String> forbidden,
    Set<String> loaded,
    List<String> keys) {

  static LoadPolicy ofConfig(KernelConfig config) {
    boolean forced = config.has("MODULE_SIG_FORCE");
    return new LoadPolicy(false, true, forced, false, Set.of(), Set.of(), List.of());
  }

  /** The policy of the kernel that {@code /proc} and {@code /sys} are about. */
  static LoadPolicy ofRunning(Host host, KernelConfig config) {
    List<String> words = words(text(host, "/proc/cmdline"));
    Set<String> forbidden = new HashSet<>();
    boolean may = !ModuleLoading.isDisabled(host);
    for (String word : words) {
      if (word.startsWith("module_blacklist=")) {
        forbidden.addAll(List.of(word.substring(word.indexOf('=') + 1).split(",")));
      }
      may &= !word.equals("nomodule");
    }
    String enforced = text(host, "/sys/module/module/parameters/sig_enforce");
    String lockdown = text(host, "/sys/kernel/security/lockdown");
    return new LoadPolicy(
        true,
        may,
        enforced.startsWith("Y") || config.has("MODULE_SIG_FORCE"),
        lockdown.contains("[integrity]") || lockdown.contains("[confidentiality]"),
        forbidden,
        firstWords(text(host, "/proc/modules")),
        keys(text(host, "/proc/keys")));
  }

  /** The same without what holds until the next boot only. */
  LoadPolicy afterReboot() {
    return new LoadPolicy(isRunning, true, enforced, lockedDown, forbidden, loaded, keys);
  }

  private static String text(Host host, String path) {
    try {
      return new String(Files.readAllBytes(host.path(path)), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }

  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    for (String word : text.strip().split("\\s+")) {
      words.add(word);
    }
    return words;
  }

  private static Set<String> firstWords(String text) {
    Set<String> words = new HashSet<>();
    for (int at = 0; at < text.length(); ) {
      int newline = text.indexOf('\n', at);
      int end = newline < 0 ? text.length() : newline;
      int blank = text.indexOf(' ', at);
      if (blank > at && blank < end) {
        words.add(text.substring(at, blank));
      }
      at = end + 1;
    }
    return words;
  }

  /** {@code 2e4f… I------ 1 perm 1f030000 0 0 asymmetri NAME: 5ccb…: X509.rsa … []} a line. */
  private static List<String> keys(String text) {
    List<String> keys = new ArrayList<>();
    for (String line : text.lines().toList()) {
      int kind = line.indexOf(" asymmetri ");
      if (kind >= 0) {
        keys.add(line.substring(kind + " asymmetri ".length()));
      }
    }
    return keys;
  }
}
