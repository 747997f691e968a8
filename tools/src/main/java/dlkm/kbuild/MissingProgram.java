package dlkm.kbuild;

import dlkm.problem.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

  private static final Pattern VERSIONED =
      Pattern.compile("(?:[a-z0-9_]+-linux-gnu-)?(gcc|g\\+\\+|cpp|clang|lld|llvm|rustc)-(\\d+.*)");

  /** Debian's packages, by program, where they have another name. */
  private static final Map<String, String> PACKAGES =
      Map.ofEntries(
          Map.entry("as", "binutils"),
          Map.entry("ld", "binutils"),
          Map.entry("ld.bfd", "binutils"),
          Map.entry("ar", "binutils"),
          Map.entry("nm", "binutils"),
          Map.entry("objcopy", "binutils"),
          Map.entry("objdump", "binutils"),
          Map.entry("readelf", "binutils"),
          Map.entry("strip", "binutils"),
          Map.entry("cc", "gcc"),
          Map.entry("cc1", "cpp"),
          Map.entry("ld.lld", "lld"),
          Map.entry("awk", "mawk"),
          Map.entry("git", "git"),
          Map.entry("python", "python-is-python3"),
          Map.entry("find", "findutils"),
          Map.entry("xargs", "findutils"),
          Map.entry("setsid", "util-linux"),
          Map.entry("flock", "util-linux"),
          Map.entry("depmod", "kmod"));

  /** Those of the package that every machine has. */
  private static final Set<String> COREUTILS =
      Set.of(
          "basename",
          "cat",
          "chmod",
          "cp",
          "cut",
          "dirname",
          "expr",
          "head",
          "ln",
          "ls",
          "mkdir",
          "mktemp",
          "mv",
          "od",
          "printf",
          "readlink",
          "realpath",
          "rm",
          "sort",
          "stat",
          "tail",
          "test",
          "touch",
          "tr",
          "uname",
          "uniq",
          "wc");

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
    Matcher versioned = VERSIONED.matcher(program);
    String known =
        versioned.matches()
            ? versioned.group(1) + "-" + versioned.group(2)
            : COREUTILS.contains(program) ? "coreutils" : PACKAGES.getOrDefault(program, program);
    return "'apt install " + known + "'";
  }
}
