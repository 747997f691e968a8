package dlkm.cli;

import dlkm.host.Host;
import dlkm.tune.ParameterFacts;
import dlkm.tune.PlannedValueChange;
import dlkm.tune.RunningTunables;
import dlkm.tune.TunableStatus;
import dlkm.tune.TunableStatuses;
import dlkm.tune.Tuning;
import dlkm.update.UnderStateLock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/** {@code kmtune}: shows and plans the tunables of modules (spec §4.3). */
final class KmtuneCommand implements Command {

  private static final List<String> REPEATED = List.of("q", "M", "s", "r");

  @Override
  public Options options() {
    return new Options()
        .addOption(Option.builder("l").desc("show all fields, one block for each tunable").get())
        .addOption(value("q", "NAME", "show this tunable alone"))
        .addOption(value("M", "MODULE", "show the parameters of this module, installed or loaded"))
        .addOption(Option.builder("a").desc("show the parameters of all loaded modules too").get())
        .addOption(value("s", "NAME=VALUE", "plan a value; NAME+VALUE adds to the planned one"))
        .addOption(value("r", "NAME", "follow the default again"))
        .addOption(Option.builder("u").desc("set planned values in the loaded modules").get())
        .addOption(SystemFiles.option())
        .addOption(Option.builder().longOpt("json").desc("show as JSON").get());
  }

  private static Option value(String name, String argument, String words) {
    return Option.builder(name).hasArg().argName(argument).desc(words).get();
  }

  @Override
  public String synopsis() {
    return """
    [-l] [-a | [-q NAME | -M MODULE]...] [-S FILE] [--json]
    [-s NAME=VALUE | -s NAME+VALUE | -r NAME]... [-u] [-S FILE]\
    """;
  }

  @Override
  public String summary() {
    return "show and plan the tunables of modules";
  }

  @Override
  public boolean mayRepeat(String option) {
    return REPEATED.contains(option);
  }

  @Override
  public boolean changes(CommandLine line) {
    return line.hasOption("s") || line.hasOption("r") || line.hasOption("u");
  }

  @Override
  public int run(Context context, CommandLine line) {
    if (!line.getArgList().isEmpty()) {
      throw new UsageException("'" + line.getArgList().getFirst() + "' belongs to no option");
    }
    List<PlannedValueChange> planned = planned(line);
    boolean changes = changes(line);
    boolean some = line.hasOption("q") || line.hasOption("M");
    boolean queries = some || line.hasOption("l") || line.hasOption("a");
    if (changes && (queries || line.hasOption("json"))) {
      throw new UsageException(
          "-s, -r, -u (change) and -l, -q, -M, -a, --json (show) exclude each other");
    }
    if (some && line.hasOption("a")) {
      throw new UsageException("-a (all) and -q, -M (some) exclude each other");
    }
    Path system = SystemFiles.of(context.host(), line);
    return changes
        ? UnderStateLock.run(
            context.caller(), () -> change(context, planned, line.hasOption("u"), system))
        : show(context, line, system);
  }

  /** The changes in the order in which they are written. */
  private static List<PlannedValueChange> planned(CommandLine line) {
    List<PlannedValueChange> planned = new ArrayList<>();
    for (Option option : line.getOptions()) {
      if ("s".equals(option.getOpt())) {
        planned.add(
            PlannedValueChange.of(option.getValue())
                .orElseThrow(
                    () ->
                        new UsageException(
                            "-s " + option.getValue() + ": write NAME=VALUE or NAME+VALUE")));
      } else if ("r".equals(option.getOpt())) {
        planned.add(new PlannedValueChange.Reset(option.getValue()));
      }
    }
    return planned;
  }

  private static int change(
      Context context, List<PlannedValueChange> planned, boolean update, Path system)
      throws IOException {
    Tuning tuning = new Tuning(context.host(), system);
    if (!update) {
      tuning.plan(planned);
      return Exit.DONE;
    }
    RunningTunables result = tuning.planAndApply(planned);
    for (TunableStatus parameter : tuning.untilUnloaded(result)) {
      String module = parameter.module().orElseThrow();
      context.say(
          parameter.name()
              + ": has the planned value until "
              + module
              + " is unloaded: 'config -M "
              + module
              + " -u' keeps it");
    }
    for (TunableStatus parameter : result.held()) {
      String module = parameter.module().orElseThrow();
      context.say(
          parameter.name()
              + ": can't be changed while "
              + module
              + " is loaded: 'config -M "
              + module
              + " -u' brings the planned value");
    }
    return result.held().isEmpty() ? Exit.DONE : Exit.HELD;
  }

  private static int show(Context context, CommandLine line, Path system) {
    Host host = context.host();
    TunableStatuses all = TunableStatuses.read(host, system);
    List<TunableStatus> shown = (line.hasOption("a") ? all.withLoaded(host) : all).all();
    if (line.hasOption("q") || line.hasOption("M")) {
      shown = chosen(context, line, all);
    }
    print(context, line, shown);
    all.problems().forEach(problem -> context.say(problem.toString()));
    return all.problems().isEmpty() ? Exit.DONE : Exit.FAILED;
  }

  /** Those that the options name, in their order. */
  private static List<TunableStatus> chosen(
      Context context, CommandLine line, TunableStatuses all) {
    Host host = context.host();
    List<TunableStatus> chosen = new ArrayList<>();
    for (Option option : line.getOptions()) {
      String wanted = option.getValue();
      if ("q".equals(option.getOpt())) {
        chosen.add(all.search(search -> search.findAny(host, wanted)));
      } else if ("M".equals(option.getOpt())) {
        List<TunableStatus> parameters = all.search(search -> search.ofModule(host, wanted));
        if (parameters.isEmpty()) {
          context.say(wanted + ": has no parameters");
        }
        chosen.addAll(parameters);
      }
    }
    return chosen;
  }

  private static void print(Context context, CommandLine line, List<TunableStatus> shown) {
    if (line.hasOption("json")) {
      KmtuneReport.json(context.out(), shown, ParameterFacts.read(context.host(), shown));
    } else if (line.hasOption("l")) {
      KmtuneReport.blocks(context.out(), shown, ParameterFacts.read(context.host(), shown));
    } else {
      KmtuneReport.table(context.out(), shown);
    }
  }
}
