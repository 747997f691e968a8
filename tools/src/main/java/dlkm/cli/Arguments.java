package dlkm.cli;

import dlkm.component.InstalledModule;
import dlkm.host.Host;
import dlkm.modname.KernelRelease;
import dlkm.modname.ModuleName;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;

/** The options that several tools have, made in one place so that they read the same. */
final class Arguments {

  /** The words of {@code --help} for values that are paths. */
  private static final Map<String, String> PATHS =
      Map.of(
          "FILE", "file",
          "PATH", "path",
          "DIR", "directory",
          "DIRECTORY", "directory",
          "MASTER", "file or directory");

  private Arguments() {}

  /** {@code -K RELEASE}. */
  static Option kernel() {
    return Option.builder("K")
        .hasArg()
        .argName("RELEASE")
        .desc("the installed kernel to work for; the running one by default")
        .get();
  }

  /** {@code -M MODULE}, which may stand several times. */
  static Option module(String what) {
    return Option.builder("M").hasArg().argName("MODULE").desc(what).get();
  }

  static Option flag(String letter, String what) {
    return Option.builder(letter).desc(what).get();
  }

  static Option longFlag(String name, String what) {
    return Option.builder().longOpt(name).desc(what).get();
  }

  static Optional<String> kernelOf(CommandLine line) {
    return Optional.ofNullable(line.getOptionValue("K")).map(Arguments::release);
  }

  /** A kernel release, as typed; anything else is refused. */
  static String release(String typed) {
    if (!KernelRelease.isValid(typed)) {
      throw new UsageException("'" + typed + "' is not a kernel release as 'uname -r' prints it");
    }
    return typed;
  }

  /** The name of a module or a family, as typed; anything else is refused. */
  static String moduleName(String typed) {
    if (!ModuleName.isValid(typed)) {
      throw new UsageException("'" + typed + "' is not a module name: " + ModuleName.RULE);
    }
    return typed;
  }

  /** The same as it is installed: {@code -} and {@code _} are one. */
  static String module(Host host, String typed) {
    return InstalledModule.named(host, moduleName(typed));
  }

  /** The modules of {@code -M}. */
  static List<String> modulesOf(Host host, CommandLine line) {
    return modulesOf(host, line, "M");
  }

  /** The modules that an option names, as they are installed. */
  static List<String> modulesOf(Host host, CommandLine line, String option) {
    return moduleNames(line, option).stream()
        .map(typed -> InstalledModule.named(host, typed))
        .toList();
  }

  /** The modules that an option names, as typed; they may not be installed here. */
  static List<String> moduleNames(CommandLine line, String option) {
    String[] modules = line.getOptionValues(option);
    return modules == null ? List.of() : Stream.of(modules).map(Arguments::moduleName).toList();
  }

  /** Refuses an option with a value that stands twice where only one of them would count. */
  static void notRepeated(Command command, CommandLine line) {
    Set<String> there = new HashSet<>();
    for (Option option : line.getOptions()) {
      String key = option.getKey();
      if (option.hasArg() && !there.add(key) && !command.mayRepeat(key)) {
        throw new UsageException(dashed(key) + " is given twice");
      }
    }
  }

  /** Refuses an empty path: the library takes it for the current directory. */
  static void notEmpty(Command command, CommandLine line) {
    for (Option option : line.getOptions()) {
      if (option.hasArg() && option.getValue().isEmpty() && !command.mayBeEmpty(option.getKey())) {
        String kind = PATHS.get(option.getArgName());
        if (kind != null) {
          throw new UsageException(dashed(option.getKey()) + " needs a " + kind);
        }
      }
    }
  }

  /**
   * Refuses the options that mean nothing with what is done.
   *
   * @param done as the user wrote it
   */
  static void only(CommandLine line, String done, String... options) {
    for (Option option : line.getOptions()) {
      String key = option.getKey();
      if (!List.of(options).contains(key) && !Main.isCommon(key)) {
        throw new UsageException(dashed(key) + " does not apply to " + done);
      }
    }
  }

  /** At most one of the options may stand. */
  static void exclusive(CommandLine line, String... options) {
    String first = "";
    for (String option : options) {
      if (line.hasOption(option)) {
        if (!first.isEmpty()) {
          throw new UsageException(
              dashed(first) + " and " + dashed(option) + " exclude each other");
        }
        first = option;
      }
    }
  }

  /** An option as it is typed. */
  static String dashed(String option) {
    return (option.length() == 1 ? "-" : "--") + option;
  }

  static void noOperands(CommandLine line) {
    if (!line.getArgList().isEmpty()) {
      throw new UsageException("unexpected argument '" + line.getArgList().getFirst() + "'");
    }
  }
}
