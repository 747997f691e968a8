package dlkm.dkms;

import dlkm.host.FileContent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The parts of a configuration that depend on the kernel, for one kernel. */
record ConfConditions(ConfVariables variables, KernelTarget kernel, Path config, Dialect dialect) {

  /** Whether the package's {@code BUILD_EXCLUSIVE} conditions say that it isn't for the kernel. */
  boolean isExcluded() {
    return differs("BUILD_EXCLUSIVE_KERNEL")
        || differs("BUILD_EXCLUSIVE_ARCH")
        || dialect.knowsRanges() && isOutOfRange()
        || isWronglyConfigured();
  }

  private boolean isOutOfRange() {
    String first = variables.get("BUILD_EXCLUSIVE_KERNEL_MIN");
    String last = variables.get("BUILD_EXCLUSIVE_KERNEL_MAX");
    if (last.isEmpty()) {
      last = variables.get("OBSOLETE_BY");
    }
    return !first.isEmpty() && VersionOrder.isNewer(first, kernel.release())
        || !last.isEmpty() && VersionOrder.isNewer(kernel.release(), last);
  }

  private boolean differs(String variable) {
    String pattern = variables.get(variable);
    return !pattern.isEmpty() && !variables.matches(variable, 0);
  }

  private boolean isWronglyConfigured() {
    String wanted = variables.get("BUILD_EXCLUSIVE_CONFIG");
    if (wanted.isBlank() || !Files.isReadable(config)) {
      return false;
    }
    List<String> lines = lines();
    for (String word : wanted.strip().split("\\s+")) {
      boolean absent = word.startsWith("!");
      String option = absent ? word.substring(1) : word;
      boolean set = lines.contains(option + "=y") || lines.contains(option + "=m");
      if (set == absent) {
        return true;
      }
    }
    return false;
  }

  private List<String> lines() {
    try {
      return FileContent.lines(config);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The {@code MAKE} that counts for the kernel; empty for none. */
  String make() {
    String make = variables.get("MAKE_MATCH").isEmpty() ? variables.get("MAKE") : "";
    for (Map.Entry<Integer, String> entry : counted("MAKE").toList()) {
      String match = variables.get("MAKE_MATCH", entry.getKey());
      if (!entry.getValue().isEmpty()
          && !match.isEmpty()
          && variables.matches("MAKE_MATCH", entry.getKey())) {
        make = entry.getValue();
      }
    }
    return make;
  }

  /** The patches that count for the kernel. */
  List<String> patches() {
    return counted("PATCH")
        .filter(patch -> !patch.getValue().isEmpty())
        .filter(patch -> isFor("PATCH_MATCH", patch.getKey()))
        .map(Map.Entry::getValue)
        .toList();
  }

  /** DKMS counts the elements, and looks at as many from the first index on: a gap ends early. */
  private Stream<Map.Entry<Integer, String>> counted(String name) {
    int count = variables.count(name);
    return variables.array(name).entrySet().stream().filter(entry -> entry.getKey() < count);
  }

  private boolean isFor(String variable, int index) {
    return variables.get(variable, index).isEmpty() || variables.matches(variable, index);
  }
}
