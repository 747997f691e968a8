package dlkm.cli;

import dlkm.funcset.FunctionSet;
import dlkm.installedkernel.InstalledKernel;
import dlkm.saved.BackupRule;
import dlkm.saved.Configuration;
import dlkm.saved.Configurations;
import dlkm.status.QueriedKernel;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/** The options that {@code kconfig}, {@code kcmodule} and {@code kctune} have (spec §9.2). */
final class KcOptions {

  private KcOptions() {}

  /** Those of a change. */
  static void addChange(Options options) {
    options.addOption(Arguments.flag("h", "hold the change until the next boot"));
    addBackup(options);
  }

  /** Those of the backup, and the comment. */
  static void addBackup(Options options) {
    options
        .addOption(
            value("b", "BEHAVIOR", "save the backup before the change: first, always, never"))
        .addOption(Arguments.flag("B", "save the backup before the change in any case"))
        .addOption(Arguments.flag("K", "save no backup before the change"))
        .addOption(value("C", "TEXT", "why, for the change log"));
  }

  /** Those of the output. */
  static void addOutput(Options options) {
    options
        .addOption(value("P", "FIELDS", "show these fields, one a line; ALL for all"))
        .addOption(
            Option.builder()
                .longOpt("kernel")
                .hasArg()
                .argName("RELEASE")
                .desc("the installed kernel to work for; the running one by default")
                .get())
        .addOption(Arguments.longFlag("json", "show as JSON"));
  }

  static Option value(String name, String value, String words) {
    return Option.builder(name).hasArg().argName(value).desc(words).get();
  }

  static Optional<String> kernelOf(CommandLine line) {
    return Optional.ofNullable(line.getOptionValue("kernel")).map(Arguments::release);
  }

  /** The kernel of a change. */
  static InstalledKernel kernel(Context context, CommandLine line) {
    return InstalledKernel.find(context.host(), kernelOf(line));
  }

  /** The kernel of a query. */
  static QueriedKernel queried(Context context, CommandLine line) {
    String release = kernel(context, line).release();
    return QueriedKernel.of(context.host(), Optional.of(release));
  }

  /** When the backup is saved. */
  static BackupRule backup(CommandLine line) {
    Arguments.exclusive(line, "b", "B", "K");
    String behavior = line.getOptionValue("b");
    if (behavior != null) {
      return switch (behavior) {
        case "first" -> BackupRule.FIRST;
        case "always" -> BackupRule.ALWAYS;
        case "never" -> BackupRule.NEVER;
        default -> throw new UsageException("-b " + behavior + ": allowed: first always never");
      };
    }
    if (line.hasOption("B")) {
      return BackupRule.ALWAYS;
    }
    return line.hasOption("K") ? BackupRule.NEVER : BackupRule.FIRST;
  }

  /** The context, with the comment of {@code -C}. */
  static Context commented(Context context, CommandLine line) {
    return line.hasOption("C") ? context.commented(line.getOptionValue("C")) : context;
  }

  /** The saved configuration of {@code -c}. */
  static Optional<Configuration> saved(FunctionSet set, CommandLine line) throws IOException {
    return line.hasOption("c")
        ? Optional.of(new Configurations(set).find(line.getOptionValue("c")))
        : Optional.empty();
  }

  /** Whether an operand assigns something. */
  static boolean assigns(CommandLine line) {
    return line.getArgList().stream().anyMatch(operand -> operand.indexOf('=') >= 0);
  }

  /** Refuses options of a query that exclude each other. */
  static void forQuery(CommandLine line) {
    Arguments.exclusive(line, "d", "v", "P", "json");
    Arguments.exclusive(line, "D", "S");
  }

  /** Refuses options of a change where nothing is changed, and the reverse; and some together. */
  static void forChange(CommandLine line, boolean changes, String what, String... showing) {
    for (String option : changes ? List.of(showing) : List.of("h", "b", "B", "K", "C")) {
      if (line.hasOption(option)) {
        throw new UsageException("-" + option + (changes ? " shows only" : " needs " + what));
      }
    }
    if (line.hasOption("h") && line.hasOption("c")) {
      throw new UsageException("-h and -c exclude each other: nothing there takes effect now");
    }
  }
}
