package dlkm.dkms;

import dlkm.host.Host;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs a package's own programs at the points of its life that it names, in the directory of its
 * sources, with the caller's rights: they belong to the administrator who installed the package.
 * Below another root they are run in that root, so that they change that machine and not this one.
 */
record PackageScript(PackageTree tree, DkmsOutput output) {

  /**
   * Runs one.
   *
   * @param point when, as {@code post_add}
   * @param command the program and its arguments; empty for none
   * @param directory the absolute path of the directory, on the machine
   * @return its exit status; 0 where there is none to run
   */
  int run(String point, String command, String directory) {
    if (command.isBlank()) {
      return 0;
    }
    Host host = tree.host();
    List<String> words = List.of(command.strip().split("\\s+"));
    Path program = host.path(directory + "/" + words.getFirst());
    output.say("");
    if (!Files.isExecutable(program)) {
      output.warn("The " + point + " script is not executable.");
      return 0;
    }
    output.say("Running the " + point + " script:");
    List<String> whole = new ArrayList<>();
    if (!host.isThisMachine()) {
      whole.addAll(List.of("chroot", host.root().toString()));
      whole.addAll(List.of("/bin/sh", "-c", "cd \"$0\" && exec \"$@\"", directory));
    }
    whole.add(host.isThisMachine() ? program.toString() : directory + "/" + words.getFirst());
    whole.addAll(words.subList(1, words.size()));
    return LoggedProgram.run(whole, host.path(directory), output::say);
  }
}
