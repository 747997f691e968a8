package dlkm.cli;

import static java.util.stream.Collectors.joining;

import dlkm.changelog.Changed;
import dlkm.funcset.FunctionSet;
import dlkm.installedkernel.InstalledKernel;
import dlkm.problem.Problem;
import dlkm.saved.Configuration;
import dlkm.saved.ConfigurationLoad;
import dlkm.saved.Configurations;
import dlkm.saved.Differences;
import dlkm.saved.HeldDrop;
import dlkm.update.UnderStateLock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/** {@code kconfig}: saves configurations and brings them back (spec §9.2, §9.5). */
final class KconfigCommand implements Command {

  private static final String[] OPERATIONS = {
    "s", "l", "n", "c", "r", "d", "t", "e", "i", "H", "w", "D", "S"
  };

  private static final List<String> BACKUPS =
      List.of(Configuration.BACKUP, Configuration.FORMER_BACKUP);

  private static final List<String> LISTS = List.of("", "w");
  private static final List<String> LOADS = List.of("l", "n", "i", "H");

  /** The operations that an option is for. */
  private record OnlyWith(String option, List<String> operations) {}

  private static final List<OnlyWith> ONLY_WITH =
      List.of(
          new OnlyWith("V", List.of("i")),
          new OnlyWith("text", List.of("e")),
          new OnlyWith("h", List.of("l", "i")),
          new OnlyWith("b", LOADS),
          new OnlyWith("B", LOADS),
          new OnlyWith("K", LOADS),
          new OnlyWith("C", List.of("s", "l", "n", "c", "r", "d", "t", "i", "H")),
          new OnlyWith("v", LISTS),
          new OnlyWith("P", LISTS),
          new OnlyWith("json", LISTS));

  @Override
  public Options options() {
    Options options =
        new Options()
            .addOption(value("s", 1, "NAME", "save the running configuration, with what is held"))
            .addOption(value("l", 1, "NAME", "load: now if that can be, else at shutdown"))
            .addOption(value("n", 1, "NAME", "mark for the next boot: load at shutdown"))
            .addOption(value("c", 2, "NAME NEW", "copy"))
            .addOption(value("r", 2, "NAME NEW", "rename"))
            .addOption(value("d", 1, "NAME", "delete"))
            .addOption(value("t", 2, "NAME TITLE", "give a title"))
            .addOption(Arguments.flag("e", "export: operands [NAME] FILE"))
            .addOption(Arguments.longFlag("text", "with -e: as a text system file"))
            .addOption(Arguments.flag("i", "import: operands [NAME] FILE"))
            .addOption(Arguments.flag("V", "with -i: fail unless the installed versions match"))
            .addOption(Arguments.flag("H", "drop all that is held"))
            .addOption(Arguments.flag("w", "show which ones are running, or for the next boot"))
            .addOption(Arguments.flag("D", "show what is held, or what loading NAME would change"))
            .addOption(Arguments.flag("v", "show all of each configuration"))
            .addOption(Arguments.flag("S", "show what was chosen, of the running one or of NAME"))
            .addOption(Arguments.flag("h", "with -l, -i: hold it until the next boot"));
    KcOptions.addBackup(options);
    KcOptions.addOutput(options);
    return options;
  }

  private static Option value(String name, int count, String values, String words) {
    return Option.builder(name).numberOfArgs(count).argName(values).desc(words).get();
  }

  @Override
  public String synopsis() {
    return """
    [-w] [-v | -P FIELDS | --json] [--kernel RELEASE] [NAME ...]
    -D [NAME] | -S [NAME]
    -s NAME
    [-b BEHAVIOR | -B | -K] [-h] -l NAME | -n NAME
    -c NAME NEW | -r NAME NEW | -d NAME | -t NAME TITLE
    -e [--text] [NAME] FILE
    [-b BEHAVIOR | -B | -K] [-h] -i [-V] [NAME] FILE
    [-b BEHAVIOR | -B | -K] -H\
    """;
  }

  @Override
  public String summary() {
    return "save, load, export and import configurations";
  }

  @Override
  public boolean changes(CommandLine line) {
    return !operation(line).matches("|e|w|D|S");
  }

  private static String operation(CommandLine line) {
    for (String option : OPERATIONS) {
      if (line.hasOption(option)) {
        return option;
      }
    }
    return "";
  }

  /** An option that means nothing with an operation is refused, since somebody meant something. */
  private static void requireOperations(CommandLine line) {
    String operation = operation(line);
    for (OnlyWith one : ONLY_WITH) {
      if (line.hasOption(one.option()) && !one.operations().contains(operation)) {
        String needed = one.operations().stream().map(name -> "-" + name).collect(joining(" or "));
        throw new UsageException(
            Arguments.dashed(one.option())
                + (one.operations().equals(LISTS)
                    ? " and -" + operation + " exclude each other"
                    : " needs " + needed));
      }
    }
  }

  /** Every value that an option has. */
  private static void requireValues(CommandLine line) {
    for (Option option : line.getOptions()) {
      if (option.hasArg()) {
        String name = option.getKey();
        if (line.getOptionValues(option).length < option.getArgs()) {
          throw new UsageException(Arguments.dashed(name) + " needs " + option.getArgName());
        }
      }
    }
  }

  @Override
  public int run(Context plain, CommandLine line) {
    Arguments.exclusive(line, OPERATIONS);
    Arguments.exclusive(line, "b", "B", "K");
    Arguments.exclusive(line, "v", "P", "json");
    requireOperations(line);
    requireValues(line);
    Context context = line.hasOption("C") ? plain.commented(line.getOptionValue("C")) : plain;
    InstalledKernel kernel = InstalledKernel.find(context.host(), KcOptions.kernelOf(line));
    FunctionSet set = new FunctionSet(context.host(), kernel.release());
    try {
      return switch (operation(line)) {
        case "", "w" -> KconfigList.print(context, line, set);
        case "D" -> differences(context, line, set);
        case "S" -> KconfigSettings.print(context, line, set);
        case "e" -> KconfigTransfer.export(context, line, set);
        case "i" -> KconfigTransfer.importFrom(context, line, kernel, set);
        default -> UnderStateLock.run(context.caller(), () -> change(context, line, kernel, set));
      };
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int change(
      Context context, CommandLine line, InstalledKernel kernel, FunctionSet set)
      throws IOException {
    String operation = operation(line);
    Configurations all = new Configurations(set);
    String[] values = line.getOptionValues(operation);
    Arguments.noOperands(line);
    switch (operation) {
      case "s" -> all.save(context.caller(), values[0]);
      case "c" -> all.copy(values[0], values[1]);
      case "r" -> all.rename(values[0], values[1]);
      case "d" -> all.delete(values[0]);
      case "t" -> all.title(values[0], values[1]);
      case "H" -> {
        KcOptions.backup(line).apply(set, context.caller());
        UpdateText.print(context, HeldDrop.run(set, context.caller()));
      }
      default -> {
        return load(context, line, kernel, all.find(values[0]));
      }
    }
    return Exit.DONE;
  }

  private static int load(
      Context context, CommandLine line, InstalledKernel kernel, Configuration saved)
      throws IOException {
    // A backup is what comes back then, so it isn't replaced before.
    if (!BACKUPS.contains(saved.name())) {
      KcOptions.backup(line)
          .apply(new FunctionSet(context.host(), kernel.release()), context.caller());
    }
    boolean nextBoot = line.hasOption("n") || line.hasOption("h");
    ConfigurationLoad.Result result =
        new ConfigurationLoad(kernel, context.caller(), saved).run(nextBoot);
    return print(context, kernel, saved.name(), "loaded", result, nextBoot);
  }

  /** Says what became of it. */
  static int print(
      Context context,
      InstalledKernel kernel,
      String what,
      String done,
      ConfigurationLoad.Result result,
      boolean nextBoot) {
    for (Problem problem : result.why()) {
      context.say(problem.toString());
    }
    context
        .out()
        .println(
            what
                + (result.nothing()
                    ? ": is the running configuration: nothing to do"
                    : result.held()
                        ? ": held: will be the running configuration after the next shutdown"
                            + UpdateText.whose(kernel)
                        : ": " + done));
    return result.held() && !nextBoot ? Exit.HELD : Exit.DONE;
  }

  private static int differences(Context context, CommandLine line, FunctionSet set)
      throws IOException {
    List<String> operands = line.getArgList();
    if (operands.size() > 1) {
      throw new UsageException("unexpected argument '" + operands.get(1) + "'");
    }
    List<Changed> changes =
        operands.isEmpty()
            ? Differences.held(set)
            : Differences.with(set, new Configurations(set).find(operands.getFirst()));
    for (Changed change : changes) {
      context.out().println(ChangeLogText.what(change));
    }
    return Exit.DONE;
  }
}
