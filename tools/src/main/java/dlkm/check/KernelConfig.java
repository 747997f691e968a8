package dlkm.check;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * How a kernel was configured, as far as its loader depends on it. Where the configuration isn't
 * known, the answers are those of Debian's kernels.
 *
 * @param isKnown whether a configuration was read
 */
record KernelConfig(boolean isKnown, Map<String, Boolean> options) {

  private static final String PREFIX = "CONFIG_";

  private static final Map<String, Boolean> USUAL =
      Map.ofEntries(
          Map.entry("MODVERSIONS", true),
          Map.entry("MODULE_SIG", true),
          Map.entry("MODULE_SIG_FORCE", false),
          Map.entry("MODULE_FORCE_LOAD", true),
          Map.entry("MODULE_ALLOW_MISSING_NAMESPACE_IMPORTS", false),
          Map.entry("STRICT_MODULE_RWX", true),
          Map.entry("DEBUG_INFO_BTF_MODULES", true),
          Map.entry("MODULE_ALLOW_BTF_MISMATCH", true),
          Map.entry("LIVEPATCH", true),
          Map.entry("RETPOLINE", true),
          Map.entry("SMP", true));

  static final KernelConfig UNKNOWN = new KernelConfig(false, USUAL);

  /** Reads a {@code .config}: {@code CONFIG_NAME=y} is on, everything else is off. */
  static KernelConfig parse(byte[] text) {
    Map<String, Boolean> options = new HashMap<>(USUAL);
    options.replaceAll((_, _) -> false);
    for (int at = 0; at < text.length; ) {
      int end = end(text, at);
      int name = at + PREFIX.length();
      if (end - 2 > name && text[end - 1] == 'y' && text[end - 2] == '=' && text[at] == 'C') {
        String option = new String(text, name, end - 2 - name, StandardCharsets.ISO_8859_1);
        options.computeIfPresent(option, (_, _) -> true);
      }
      at = end + 1;
    }
    return new KernelConfig(true, options);
  }

  private static int end(byte[] text, int from) {
    int end = from;
    while (end < text.length && text[end] != '\n') {
      end++;
    }
    return end;
  }

  boolean has(String option) {
    return options.getOrDefault(option, false);
  }
}
