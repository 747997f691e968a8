package dlkm.check;

import java.util.HashMap;
import java.util.Map;

/**
 * How a kernel was configured, as far as its loader depends on it. Where the configuration isn't
 * known, the answers are those of Debian's kernels.
 *
 * @param isKnown whether a configuration was read
 */
record Config(boolean isKnown, Map<String, Boolean> options) {

  private static final Map<String, Boolean> USUAL =
      Map.ofEntries(
          Map.entry("MODVERSIONS", true),
          Map.entry("MODULE_SIG", true),
          Map.entry("MODULE_SIG_FORCE", false),
          Map.entry("MODULE_FORCE_LOAD", true),
          Map.entry("MODULE_ALLOW_MISSING_NAMESPACE_IMPORTS", false),
          Map.entry("STRICT_MODULE_RWX", true),
          Map.entry("LIVEPATCH", true),
          Map.entry("RETPOLINE", true),
          Map.entry("SMP", true));

  static final Config UNKNOWN = new Config(false, USUAL);

  /** Reads a {@code .config}: {@code CONFIG_NAME=y} is on, everything else is off. */
  static Config parse(String text) {
    Map<String, Boolean> options = new HashMap<>();
    USUAL.keySet().forEach(name -> options.put(name, text.contains("\nCONFIG_" + name + "=y\n")));
    return new Config(true, options);
  }

  boolean has(String option) {
    return options.getOrDefault(option, false);
  }
}
