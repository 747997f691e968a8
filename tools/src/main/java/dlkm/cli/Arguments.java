package dlkm.cli;

import dlkm.component.InstalledModule;
import dlkm.host.Host;
import dlkm.modname.KernelRelease;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;

/** The options that several tools have, made in one place so that they read the same. */
final class Arguments {

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
    Optional<String> release = Optional.ofNullable(line.getOptionValue("K"));
    release.filter(name -> !KernelRelease.isValid(name)).ifPresent(Arguments::noRelease);
    return release;
  }

  private static void noRelease(String name) {
    throw new UsageException("'" + name + "' is not a kernel release as 'uname -r' prints it");
  }

  /** The modules of {@code -M}. */
  static List<String> modulesOf(Host host, CommandLine line) {
    return modulesOf(host, line, "M");
  }

  /** The modules that an option names, as they are installed. */
  static List<String> modulesOf(Host host, CommandLine line, String option) {
    String[] modules = line.getOptionValues(option);
    return modules == null
        ? List.of()
        : Stream.of(modules).map(module -> InstalledModule.named(host, module)).toList();
  }

  /** Refuses a repeated option. */
  static void once(CommandLine line, String option) {
    if (Stream.of(line.getOptions()).filter(one -> one.getKey().equals(option)).count() > 1) {
      throw new UsageException(dashed(option) + " is given twice");
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
