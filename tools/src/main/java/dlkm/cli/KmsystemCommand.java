package dlkm.cli;

import com.google.gson.stream.JsonWriter;
import dlkm.declaration.Phase;
import dlkm.plan.PlanChange;
import dlkm.plan.PlanListing;
import dlkm.update.PlannedUse;
import dlkm.update.UnderStateLock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/** {@code kmsystem}: shows and plans the attributes of modules (spec §4.2). */
final class KmsystemCommand implements Command {

  private static final String ABSENT = "-";

  private static final List<String> COLUMNS =
      List.of("Module", "Configured", "Loadable", "Loadphase");

  @Override
  public Options options() {
    return new Options()
        .addOption(value("c", "y|n", "configured: take part in the next build, or not"))
        .addOption(value("l", "y|n", "loadable (y) or static (n)"))
        .addOption(value("b", "1|2|i|a", "loading phase: BOOT1, BOOT2, INIT or AUTO"))
        .addOption(value("p", "y|n", "preferred over other modules that claim its devices, or not"))
        .addOption(Option.builder("q").desc("show the module's planned attributes").get())
        .addOption(SystemFiles.option())
        .addOption(Option.builder().longOpt("json").desc("show as JSON").get());
  }

  private static Option value(String name, String values, String words) {
    return Option.builder(name).hasArg().argName(values).desc(words).get();
  }

  @Override
  public String synopsis() {
    return """
    [-S FILE] [--json]
    [-c y|n] [-l y|n] [-b 1|2|i|a] [-p y|n] [-q] [-S FILE] [--json] MODULE\
    """;
  }

  @Override
  public String summary() {
    return "show and plan how modules take part in the next build";
  }

  @Override
  public boolean changes(CommandLine line) {
    return line.hasOption("c") || line.hasOption("l") || line.hasOption("b") || line.hasOption("p");
  }

  @Override
  public int run(Context context, CommandLine line) {
    List<String> operands = line.getArgList();
    boolean asked = line.hasOption("q");
    boolean change = changes(line);
    if (operands.isEmpty() && !change && !asked) {
      return list(context, line);
    }
    if (operands.size() != 1) {
      throw new UsageException(
          operands.isEmpty() ? "-b, -c, -l, -p and -q need a module" : "one module at a time");
    }
    if (!change && !asked) {
      throw new UsageException("expected -c, -l, -b, -p or -q");
    }
    Path system = SystemFiles.of(context.host(), line);
    String module = Arguments.module(context.host(), operands.getFirst());
    if (change) {
      change(context, module, wanted(line), system);
    }
    if (asked) {
      PlanListing planned =
          change
              ? PlanListing.changed(context.host(), module, system, wanted(line))
              : PlanListing.find(context.host(), module, system);
      show(context, line, List.of(planned));
    }
    return Exit.DONE;
  }

  private static PlanChange wanted(CommandLine line) {
    return new PlanChange(yesNo(line, "c"), yesNo(line, "l"), phase(line), yesNo(line, "p"));
  }

  private static Optional<Boolean> yesNo(CommandLine line, String option) {
    String value = line.getOptionValue(option);
    if (value == null) {
      return Optional.empty();
    }
    return switch (value) {
      case "y", "Y" -> Optional.of(true);
      case "n", "N" -> Optional.of(false);
      default -> throw new UsageException("-" + option + " " + value + ": allowed: y n");
    };
  }

  private static Optional<Phase> phase(CommandLine line) {
    String value = line.getOptionValue("b");
    if (value == null) {
      return Optional.empty();
    }
    Optional<Phase> phase = Phase.of(value);
    if (phase.isEmpty()) {
      throw new UsageException("-b " + value + ": allowed: 1 (BOOT1) 2 (BOOT2) i (INIT) a (AUTO)");
    }
    return phase;
  }

  private static void change(Context context, String module, PlanChange wanted, Path system) {
    boolean _ =
        UnderStateLock.run(
            context.caller(),
            () -> {
              PlannedUse.apply(wanted, context.caller(), module, system);
              return true;
            });
    if (wanted.loadable().equals(Optional.of(false))) {
      context.say(
          module
              + ": planned static: 'config -u SYSTEM_FILE' and a boot make it so; what is"
              + " registered of it stays until then");
    }
  }

  private static int list(Context context, CommandLine line) {
    Path system = SystemFiles.of(context.host(), line);
    PlanListing.All all = PlanListing.all(context.host(), system);
    show(context, line, all.list());
    all.problems().forEach(problem -> context.say(problem.toString()));
    return all.problems().isEmpty() ? Exit.DONE : Exit.FAILED;
  }

  private static void show(Context context, CommandLine line, List<PlanListing> all) {
    if (line.hasOption("json")) {
      Json.print(context.out(), json -> json(json, all));
      return;
    }
    List<String> columns = new ArrayList<>(COLUMNS);
    boolean isPreferred = all.stream().anyMatch(planned -> planned.prefer().isPresent());
    if (isPreferred) {
      columns.add("Preferred");
    }
    Table table = new Table(columns.toArray(String[]::new));
    for (PlanListing planned : all) {
      List<String> row = new ArrayList<>();
      row.add(planned.module());
      row.add(letter(planned.configured()));
      row.add(planned.loadable().map(KmsystemCommand::letter).orElse(ABSENT));
      row.add(planned.loadPhase().map(Phase::name).orElse(ABSENT));
      if (isPreferred) {
        row.add(planned.prefer().map(KmsystemCommand::letter).orElse(ABSENT));
      }
      table.row(row.toArray(String[]::new));
    }
    table.print(context.out());
  }

  private static String letter(boolean yes) {
    return yes ? "Y" : "N";
  }

  private static void json(JsonWriter json, List<PlanListing> all) throws IOException {
    json.name("modules").beginArray();
    for (PlanListing planned : all) {
      json.beginObject();
      json.name("module").value(planned.module());
      json.name("configured").value(planned.configured());
      json(json, "loadable", planned.loadable());
      Json.field(json, "loadphase", planned.loadPhase().map(Phase::name));
      json(json, "preferred", planned.prefer());
      json.endObject();
    }
    json.endArray();
  }

  private static void json(JsonWriter json, String name, Optional<Boolean> value)
      throws IOException {
    json.name(name);
    if (value.isPresent()) {
      json.value(value.get());
    } else {
      json.nullValue();
    }
  }
}
