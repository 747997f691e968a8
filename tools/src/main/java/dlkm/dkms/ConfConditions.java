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

  private static final String FIRST = "BUILD_EXCLUSIVE_KERNEL_MIN";
  private static final String LAST = "BUILD_EXCLUSIVE_KERNEL_MAX";

  /** Whether the package's {@code BUILD_EXCLUSIVE} conditions say that it isn't for the kernel. */
  boolean isExcluded() {
    return isExcluded(0) || dialect.knowsRanges() && isObsolete();
  }

  /**
   * Those of its modules that the conditions of their own permit. To the shell, a plain variable is
   * the first one of an array, so what stands there is for all; the others are of DKMS 3.3.
   */
  List<DkmsConf.Module> permitted(List<DkmsConf.Module> modules) {
    return modules.stream()
        .filter(module -> module.index() == 0 || !isExcluded(module.index()))
        .toList();
  }

  private boolean isExcluded(int index) {
    return differs("BUILD_EXCLUSIVE_KERNEL", index)
        || differs("BUILD_EXCLUSIVE_ARCH", index)
        || (index > 0 || dialect.knowsRanges()) && isOutOfRange(index)
        || isWronglyConfigured(index);
  }

  private boolean isOutOfRange(int index) {
    String first = variables.get(FIRST, index);
    return !first.isEmpty() && VersionOrder.isNewer(first, kernel.release())
        || isAfter(variables.get(LAST, index));
  }

  /** The older word for the last kernel counts where there is no newer one. */
  private boolean isObsolete() {
    return variables.array(LAST).values().stream().allMatch(String::isEmpty)
        && isAfter(variables.get("OBSOLETE_BY"));
  }

  private boolean isAfter(String last) {
    return !last.isEmpty() && VersionOrder.isNewer(kernel.release(), last);
  }

  private boolean differs(String variable, int index) {
    return !variables.get(variable, index).isEmpty() && !variables.matches(variable, index);
  }

  private boolean isWronglyConfigured(int index) {
    String wanted = variables.get("BUILD_EXCLUSIVE_CONFIG", index);
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
