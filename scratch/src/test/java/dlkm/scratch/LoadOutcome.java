package dlkm.scratch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How the kernel took a module.
 *
 * @param how {@code loaded}, {@code init} when its own init function failed, or {@code refused}
 * @param errno the error's name, or {@code -}
 * @param lines what the kernel said meanwhile
 */
record LoadOutcome(String how, String errno, List<String> lines) {

  /** The outcomes in the output of the loader, by the ids of cases. */
  static Map<String, LoadOutcome> parse(String output) {
    Map<String, LoadOutcome> outcomes = new LinkedHashMap<>();
    List<String> lines = new ArrayList<>();
    for (String line : output.lines().toList()) {
      String[] fields = line.split("\t");
      if (line.startsWith("| ")) {
        lines.add(line.substring(2));
      } else if (fields.length == 3) {
        lines = new ArrayList<>();
        outcomes.put(fields[0], new LoadOutcome(fields[1], fields[2], lines));
      }
    }
    return outcomes;
  }

  /** Whether the kernel's loader took it, whatever its own init function did then. */
  boolean isAccepted() {
    return !how.equals("refused");
  }

  String shown() {
    return switch (how) {
      case "loaded" -> "loaded";
      case "init" -> "accepted; its init: " + errno;
      default -> "refused, " + errno;
    };
  }
}
