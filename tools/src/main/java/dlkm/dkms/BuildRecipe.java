package dlkm.dkms;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * How a package is built, as lines of a master file's {@code $LINUX} section. DKMS's usual command,
 * a call of the kernel's build system over the package's directory, needs none.
 *
 * @param lines of {@code $LINUX}
 */
record BuildRecipe(List<String> lines) {

  /** The paths in a package's commands, and what stands for them in ours. */
  record Places(String tree, String headers, String release) {

    /** A command with our variables for the paths. */
    String ours(String command) {
      String usual = "/lib/modules/" + release + "/build";
      return command
          .replace(tree, "$DLKM_TREE")
          .replace(headers, "$DLKM_HEADERS")
          .replace(usual, "$DLKM_HEADERS");
    }
  }

  BuildRecipe {
    lines = List.copyOf(lines);
  }

  /**
   * The recipe for a build command.
   *
   * @param make the command, for bash as DKMS has it; empty for DKMS's usual one
   * @param prepare a program to run before, with its arguments; empty for none
   * @param first what the shell of a command of the package's own does first
   */
  static BuildRecipe of(String make, String prepare, String first, Places places) {
    List<String> lines = new ArrayList<>();
    if (!prepare.isEmpty()) {
      lines.add("prepare-command " + places.ours(prepare));
    }
    String command = oneLine(make);
    if (command.isEmpty()) {
      return new BuildRecipe(lines);
    }
    KernelMake kernel = KernelMake.read(command, places);
    if (kernel.isUsual()) {
      lines.addAll(kernel.lines());
    } else {
      // DKMS too puts it after a first word 'make' alone.
      String whole =
          command.startsWith("make")
              ? "make KERNELRELEASE=$DLKM_KERNEL" + command.substring("make".length())
              : command;
      lines.add("make-command bash -c " + quoted(first + places.ours(whole)));
    }
    return new BuildRecipe(lines);
  }

  /** Whether programs of the package's own build it, or run before. */
  boolean hasPrograms() {
    return lines.stream().anyMatch(line -> !line.startsWith("make-variable "));
  }

  /** The same with variables in the environment: one text for all kernels, where that can be. */
  BuildRecipe with(Map<String, String> environment, String release) {
    List<String> all = new ArrayList<>();
    environment.forEach(
        (name, value) ->
            all.add("environment " + name + "=" + value.replace(release, "${DLKM_KERNEL}")));
    all.addAll(lines);
    return new BuildRecipe(all);
  }

  /**
   * How many jobs a build has at once.
   *
   * @param wanted the number in the settings or the command line; empty for no limit
   * @return the number that the command itself has, or else the wanted one, if it is one
   */
  static OptionalInt jobs(String make, String wanted, Places places) {
    return number(KernelMake.read(oneLine(make), places).jobs().orElse(wanted));
  }

  private static OptionalInt number(String text) {
    boolean plain = text.length() < 5 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    int number = plain && !text.isEmpty() ? Integer.parseInt(text) : 0;
    return number > 0 ? OptionalInt.of(number) : OptionalInt.empty();
  }

  /** The recipe for modules that are there already under another name: copies. */
  static BuildRecipe copying(List<String> modules, String suffix) {
    StringBuilder command = new StringBuilder("cd $DLKM_TREE");
    for (String module : modules) {
      String file = module + PackageTree.KO;
      command.append(" && cp ").append(file).append(suffix).append(' ').append(file);
    }
    return new BuildRecipe(List.of("make-command bash -c " + quoted(command.toString())));
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }

  private static String oneLine(String text) {
    return text.strip().replace('\n', ' ');
  }
}
