package dlkm.dkms;

import dlkm.host.Host;
import dlkm.host.Notices;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs a package's own programs at the points of its life that it names, in the directory of its
 * sources, with the caller's rights: they belong to the administrator who installed the package.
 * Below another root they are run in that root, so that they change that machine and not this one.
 *
 * @param environment what it has besides the caller's
 */
record PackageScript(PackageTree tree, DkmsOutput output, Map<String, String> environment) {

  /**
   * Runs one.
   *
   * @param point when, as {@code post_add}
   * @param command the program and its arguments; empty for none
   * @param directory the absolute path of the directory, on the machine
   * @return its exit status; 0 where there is none to run
   */
  int run(String point, String command, String directory) {
    if (!isThere(point, command, directory)) {
      return 0;
    }
    output.say(output.dialect().beforeScript());
    output.say("Running the " + point + " script:");
    List<String> words = List.of(command.strip().split("\\s+"));
    List<String> whole = new ArrayList<>(List.of(directory + "/" + words.getFirst()));
    whole.addAll(words.subList(1, words.size()));
    return run(whole, directory, output::say);
  }

  /**
   * Runs one as a step of a build, by a shell: a word with blanks may be in quotes.
   *
   * @return its exit status; 0 where there is none to run
   */
  int runLogged(String point, String command, String directory, MakeLog log) {
    if (!isThere(point, command, directory)) {
      return 0;
    }
    String step = "Running the " + point + " script";
    StringBuilder said = new StringBuilder();
    output.begin(step);
    MakeLog.Clock clock = MakeLog.Clock.begin();
    List<String> whole = List.of("/bin/sh", "-c", directory + "/" + command.strip());
    int status = run(whole, directory, line -> said.append(line).append('\n'));
    String shown = "cd " + directory + "/ && " + directory + "/" + command;
    log.add(step, shown, said.toString(), status, clock);
    output.end(status, shown);
    return status;
  }

  private boolean isThere(String point, String command, String directory) {
    if (command.isBlank()) {
      return false;
    }
    String first = command.strip().split("\\s+", 2)[0];
    if (Files.isExecutable(tree.host().path(directory + "/" + first))) {
      return true;
    }
    output.say("");
    output.warn("The " + point + " script is not executable.");
    return false;
  }

  private int run(List<String> command, String directory, Notices lines) {
    Host host = tree.host();
    List<String> whole = new ArrayList<>();
    if (!host.isThisMachine()) {
      whole.addAll(List.of("chroot", host.root().toString()));
      whole.addAll(List.of("/bin/sh", "-c", "cd \"$0\" && exec \"$@\"", directory));
    }
    whole.addAll(command);
    Path at = host.path(directory);
    Map<String, String> variables = new HashMap<>(environment);
    // The way through the tree's link, which a shell can't find out.
    variables.put("PWD", at.toString());
    return LoggedProgram.run(whole, at, variables, lines);
  }
}
