package dlkm.dkms;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A {@code make} command of a package, read word by word: whether it is a plain call of the
 * kernel's build system over the package's directory, and with what variables.
 *
 * @param isUsual whether it is
 * @param variables {@code NAME=VALUE}
 * @param jobs the number in its {@code -j}; empty where it has none
 */
record KernelMake(boolean isUsual, List<String> variables, Optional<String> jobs) {

  private static final KernelMake OTHER = new KernelMake(false, List.of(), Optional.empty());

  /** What a shell would do something about. */
  private static final String SHELL = "\"'`$&;|<>()*?[]\\#~{}";

  static KernelMake read(String command, BuildRecipe.Places places) {
    if (!command.startsWith("make ") || command.chars().anyMatch(c -> SHELL.indexOf(c) >= 0)) {
      return OTHER;
    }
    List<String> words = List.of(command.strip().split("\\s+"));
    List<String> variables = new ArrayList<>();
    String in = "";
    String over = "";
    Optional<String> jobs = Optional.empty();
    for (int i = 1; i < words.size(); i++) {
      String word = words.get(i);
      if (word.equals("-C") && i + 1 < words.size()) {
        in = words.get(++i);
      } else if (word.startsWith("-C")) {
        in = word.substring(2);
      } else if (word.startsWith("M=") || word.startsWith("SUBDIRS=")) {
        over = word.substring(word.indexOf('=') + 1);
      } else if (word.indexOf('=') > 0 && !word.startsWith("-")) {
        variables.add(places.ours(word));
      } else if (word.startsWith("-j")) {
        jobs = Optional.of(word.substring(2));
      } else if (!word.equals("modules")) {
        return OTHER;
      }
    }
    variables.removeIf(variable -> variable.startsWith("KERNELRELEASE="));
    boolean kernels =
        same(in, places.headers()) || same(in, "/lib/modules/" + places.release() + "/build");
    boolean fixed = variables.stream().noneMatch(variable -> variable.contains("$DLKM_"));
    return kernels && same(over, places.tree()) && fixed
        ? new KernelMake(true, variables, jobs)
        : OTHER;
  }

  private static boolean same(String path, String other) {
    return without(path).equals(without(other));
  }

  private static String without(String path) {
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  /** Its lines of {@code $LINUX}. */
  List<String> lines() {
    return variables.stream().map(variable -> "make-variable " + variable).toList();
  }
}
