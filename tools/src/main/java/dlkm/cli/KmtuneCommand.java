package dlkm.cli;

import com.google.gson.stream.JsonWriter;
import dlkm.conf.TunableDefault;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import dlkm.tune.PlannedParameter;
import dlkm.tune.PlannedParameters;
import dlkm.tune.PlannedValueChange;
import dlkm.tune.RunningTunables;
import dlkm.tune.Tuning;
import dlkm.update.UnderStateLock;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/** {@code kmtune}: shows and plans the tunables of modules (spec §4.3). */
final class KmtuneCommand implements Command {

  private static final String ABSENT = "-";

  @Override
  public Options options() {
    return new Options()
        .addOption(Option.builder("l").desc("show all fields, one block for each tunable").get())
        .addOption(value("q", "NAME", "show this tunable alone"))
        .addOption(value("s", "NAME=VALUE", "plan a value; NAME+VALUE adds to the planned one"))
        .addOption(value("r", "NAME", "plan the default again"))
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
    [-l] [-q NAME]... [-S FILE] [--json]
    [-s NAME=VALUE | -s NAME+VALUE | -r NAME]... [-u] [-S FILE]\
    """;
  }

  @Override
  public String summary() {
    return "show and plan the tunables of modules";
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
    boolean queries = line.hasOption("q") || line.hasOption("l");
    if (changes && (queries || line.hasOption("json"))) {
      throw new UsageException("-s, -r, -u (change) and -l, -q, --json (show) exclude each other");
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
    for (PlannedParameter parameter : tuning.untilUnloaded(result)) {
      String module = parameter.module().orElseThrow();
      context.say(
          parameter.name()
              + ": has the planned value until "
              + module
              + " is unloaded: 'config -M "
              + module
              + " -u' keeps it");
    }
    for (PlannedParameter parameter : result.held()) {
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
    PlannedParameters parameters = PlannedParameters.read(context.host(), system);
    List<PlannedParameter> shown = parameters.all();
    if (line.hasOption("q")) {
      shown = new ArrayList<>();
      for (String name : line.getOptionValues("q")) {
        shown.add(find(parameters, name));
      }
    }
    print(context.out(), line, shown);
    parameters.problems().forEach(problem -> context.say(problem.toString()));
    return parameters.problems().isEmpty() ? Exit.DONE : Exit.FAILED;
  }

  /** A file that can't be read may be why there is no such tunable. */
  private static PlannedParameter find(PlannedParameters parameters, String name) {
    try {
      return parameters.find(name);
    } catch (ProblemException e) {
      List<Problem> all = new ArrayList<>(e.problems());
      all.addAll(parameters.problems());
      throw new ProblemException(all);
    }
  }

  private static void print(PrintStream out, CommandLine line, List<PlannedParameter> shown) {
    if (line.hasOption("json")) {
      Json.print(out, json -> json(json, shown));
    } else if (line.hasOption("l")) {
      blocks(out, shown);
    } else {
      table(out, shown);
    }
  }

  private static void table(PrintStream out, List<PlannedParameter> shown) {
    Table table = new Table("Parameter", "Current", "Dyn", "Planned", "Module", "Version");
    for (PlannedParameter parameter : shown) {
      table.row(
          parameter.name(),
          parameter.current().orElse(ABSENT),
          parameter.dynamic() ? "Y" : "",
          parameter.planned(),
          parameter.module().orElse(""),
          parameter.version().orElse(""));
    }
    table.print(out);
  }

  private static void blocks(PrintStream out, List<PlannedParameter> shown) {
    String gap = "";
    for (PlannedParameter parameter : shown) {
      out.print(gap);
      out.println("Parameter:  " + parameter.name());
      out.println("Current:    " + parameter.current().orElse(ABSENT));
      out.println("Value:      " + parameter.planned());
      out.println("Default:    " + defaultValue(parameter).orElse(ABSENT));
      out.println("Minimum:    " + minimum(parameter).orElse(ABSENT));
      out.println("Module:     " + parameter.module().orElse(ABSENT));
      out.println("Version:    " + parameter.version().orElse(ABSENT));
      out.println("Dynamic:    " + (parameter.dynamic() ? "Yes" : "No"));
      gap = System.lineSeparator();
    }
  }

  private static Optional<String> defaultValue(PlannedParameter parameter) {
    return parameter.tunable().map(TunableDefault::value);
  }

  private static Optional<String> minimum(PlannedParameter parameter) {
    return parameter.tunable().flatMap(TunableDefault::minimum);
  }

  private static void json(JsonWriter json, List<PlannedParameter> shown) throws IOException {
    json.name("tunables").beginArray();
    for (PlannedParameter parameter : shown) {
      json.beginObject();
      json.name("name").value(parameter.name());
      Json.field(json, "current", parameter.current());
      json.name("planned").value(parameter.planned());
      Json.field(json, "default", defaultValue(parameter));
      Json.field(json, "minimum", minimum(parameter));
      Json.field(json, "module", parameter.module());
      Json.field(json, "version", parameter.version());
      json.name("dynamic").value(parameter.dynamic());
      json.endObject();
    }
    json.endArray();
  }
}
