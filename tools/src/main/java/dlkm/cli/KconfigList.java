package dlkm.cli;

import dlkm.funcset.FunctionSet;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import dlkm.saved.Configuration;
import dlkm.saved.ConfigurationInEffect;
import dlkm.saved.Configurations;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.cli.CommandLine;

/** What {@code kconfig} shows of saved configurations. */
final class KconfigList {

  private static final String STATE = "state";

  private KconfigList() {}

  static int print(Context context, CommandLine line, FunctionSet set) throws IOException {
    Configurations all = new Configurations(set);
    List<Problem> problems = new ArrayList<>();
    List<Configuration> shown = new ArrayList<>();
    if (line.getArgList().isEmpty()) {
      shown.addAll(all.all(problems));
    }
    for (String name : line.getArgList()) {
      shown.add(all.find(name));
    }
    List<Map<String, String>> rows = new ArrayList<>();
    for (Configuration configuration : shown) {
      try {
        Map<String, String> fields = fields(set, configuration);
        if (!line.hasOption("w") || fields.containsKey(STATE)) {
          rows.add(fields);
        }
      } catch (ProblemException e) {
        problems.addAll(e.problems());
      }
    }
    print(context, line, rows);
    problems.forEach(problem -> context.say(problem.toString()));
    return problems.isEmpty() ? Exit.DONE : Exit.FAILED;
  }

  /** In the order in which they are shown; a value that is absent has no field. */
  private static Map<String, String> fields(FunctionSet set, Configuration configuration)
      throws IOException {
    new Configurations(set).generation(configuration);
    ConfigurationInEffect use = ConfigurationInEffect.of(set, configuration);
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("name", configuration.name());
    if (!configuration.title().isEmpty()) {
      fields.put("title", configuration.title());
    }
    fields.put("kernel", configuration.kernel());
    fields.put("generation", String.valueOf(configuration.generation()));
    fields.put("saved", configuration.saved().toString());
    fields.put("by", configuration.by());
    if (use.running() || use.nextBoot()) {
      fields.put(
          STATE, use.running() && use.nextBoot() ? "running" : use.running() ? "now" : "next boot");
    }
    return fields;
  }

  private static void blocks(PrintStream out, List<Map<String, String>> rows) {
    String gap = "";
    for (Map<String, String> row : rows) {
      out.print(gap);
      row.forEach(
          (name, value) ->
              out.println(
                  Character.toUpperCase(name.charAt(0))
                      + name.substring(1)
                      + " ".repeat(12 - name.length())
                      + value));
      gap = "\n";
    }
  }

  private static void print(Context context, CommandLine line, List<Map<String, String>> rows) {
    if (line.hasOption("P")) {
      Fields.print(
          context.out(),
          line.getOptionValue("P"),
          List.of("name", "title", "kernel", "generation", "saved", "by", STATE),
          rows);
    } else if (line.hasOption("json")) {
      Json.print(
          context.out(),
          json -> {
            json.name("configurations").beginArray();
            for (Map<String, String> row : rows) {
              json.beginObject();
              for (var field : row.entrySet()) {
                json.name(field.getKey()).value(field.getValue());
              }
              json.endObject();
            }
            json.endArray();
          });
    } else if (line.hasOption("v")) {
      blocks(context.out(), rows);
    } else {
      Table table = new Table("Configuration", "State", "Saved", "Title");
      for (Map<String, String> row : rows) {
        table.row(
            row.get("name"),
            row.getOrDefault(STATE, ""),
            row.get("saved"),
            row.getOrDefault("title", ""));
      }
      table.print(context.out());
    }
  }
}
