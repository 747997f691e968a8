package dlkm.kbuild;

import dlkm.host.ProgramPackage;
import dlkm.problem.Problem;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A program that a build wanted to run and that is not on the machine. */
record MissingProgram(String name) {

  /** How the shell, make and the compiler's driver say so. */
  private static final List<Pattern> SAID =
      List.of(
          Pattern.compile(
              "^(?:\\S*/)?(?:da|ba)?sh: (?:line )?(?:\\d+: )?(\\S+): (?:command )?not found$"),
          Pattern.compile(
              "^make(?:\\[\\d+\\])?: (\\S+): (?:No such file or directory|Command not found)$"),
          Pattern.compile("cannot execute ['‘]?([^'’: ]+)['’]?: (?:execvp|execv|posix_spawnp?): "),
          Pattern.compile("^(?:/usr/bin/)?env: ['‘]([^'’]+)['’]: No such file or directory$"));

  private static final Pattern NOT_RUN =
      Pattern.compile(
          "Error 127|cannot execute|^sh: (?:line )?\\d+: make: not found"
              + "|^(?:/usr/bin/)?env: ['‘](?:make|strip)['’]: ");

  /** The one that made a build fail. */
  static Optional<MissingProgram> in(List<String> log) {
    Optional<MissingProgram> last = Optional.empty();
    for (String line : log) {
      for (Pattern pattern : SAID) {
        Matcher matcher = pattern.matcher(line);
        if (matcher.find()) {
          last = Optional.of(new MissingProgram(matcher.group(1)));
        }
      }
      // What is only tried and not found comes before it, and is no failure.
      if (last.isPresent() && NOT_RUN.matcher(line).find()) {
        return last;
      }
    }
    return Optional.empty();
  }

  /**
   * @param names of the modules that need it
   */
  Problem problem(String names) {
    return new Problem(
        names, "the build needs the program " + name + ", which is not installed", todo());
  }

  private String todo() {
    String program = name.substring(name.lastIndexOf('/') + 1);
    if (!name.equals(program) && !name.startsWith("/usr/bin/") && !name.startsWith("/bin/")) {
      return name.startsWith("./")
          ? "it belongs to the kernel's headers: install them again"
          : "it should be " + name + ": make it executable, or install what it belongs to";
    }
    return "'apt install " + ProgramPackage.of(program) + "'";
  }
}
