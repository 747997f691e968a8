package dlkm.dkms;

import java.util.ArrayList;
import java.util.List;

/**
 * How a package is built, as lines of a master file's {@code $LINUX} section. DKMS's usual command,
 * a call of the kernel's build system over the package's directory, needs none.
 *
 * @param lines of {@code $LINUX}
 * @param directory the part of the tree that the kernel's build system is to read; empty for all
 */
record BuildRecipe(List<String> lines, String directory) {

  private static final String WHOLE = "";

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
   * @param make the command; empty for DKMS's usual one
   * @param prepare a program to run before; empty for none
   */
  static BuildRecipe of(String make, String prepare, Places places) {
    List<String> lines = new ArrayList<>();
    if (!prepare.isEmpty()) {
      lines.add("prepare-command ./" + places.ours(oneLine(prepare)));
    }
    String command = oneLine(make);
    if (command.isEmpty()) {
      return new BuildRecipe(lines, WHOLE);
    }
    if (command.startsWith("make ") || command.equals("make")) {
      KernelMake kernel = KernelMake.read(command, places);
      if (kernel.isUsual()) {
        lines.addAll(kernel.lines());
        return new BuildRecipe(lines, kernel.directory());
      }
      command = "make KERNELRELEASE=$DLKM_KERNEL" + command.substring("make".length());
    }
    lines.add("make-command " + places.ours(command));
    return new BuildRecipe(lines, WHOLE);
  }

  private static String oneLine(String text) {
    return text.strip().replace('\n', ' ');
  }
}
