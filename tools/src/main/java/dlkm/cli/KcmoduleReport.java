package dlkm.cli;

import dlkm.declaration.ModuleState;
import dlkm.image.Export;
import dlkm.image.ModuleImage;
import dlkm.problem.ProblemException;
import dlkm.state.ModuleView;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.cli.CommandLine;

/** What {@code kcmodule} prints: a table, blocks, fields, or JSON (spec §9.3). */
final class KcmoduleReport {

  /** What {@code -P} may ask for. */
  static final List<String> FIELDS =
      List.of(
          "name",
          "alias",
          "desc",
          "version",
          "timestamp",
          "state",
          "cause",
          "next_state",
          "next_cause",
          "before_state",
          "before_cause",
          "capable",
          "depend",
          "exports");

  private KcmoduleReport() {}

  static void print(
      Context context, CommandLine line, List<ModuleView> shown, Map<String, ModuleView> before) {
    if (line.hasOption("P") || line.hasOption("json")) {
      List<Map<String, String>> items = new ArrayList<>();
      shown.forEach(
          view -> items.add(fields(view, Optional.ofNullable(before.get(view.module())))));
      if (line.hasOption("P")) {
        Fields.print(context.out(), line.getOptionValue("P"), FIELDS, items);
      } else {
        json(context.out(), items);
      }
    } else if (line.hasOption("v")) {
      blocks(context.out(), shown);
    } else {
      table(context.out(), line.hasOption("d"), shown);
    }
  }

  private static void table(PrintStream out, boolean descriptions, List<ModuleView> shown) {
    Table table = new Table("Module", "State", "Cause", descriptions ? "Description" : "Notes");
    for (ModuleView view : shown) {
      String last = descriptions ? view.description() : view.note();
      if (view.isPending()) {
        table.row(view.module(), view.state().word() + " (now)", view.cause().orElse(""), last);
        table.row("", view.next().word() + " (next boot)", view.nextCause().orElse(""), "");
      } else {
        table.row(view.module(), view.state().word(), view.cause().orElse(""), last);
      }
    }
    table.print(out);
  }

  private static void blocks(PrintStream out, List<ModuleView> shown) {
    String gap = "";
    for (ModuleView view : shown) {
      out.print(gap);
      line(out, "Module", view.module());
      view.alias().ifPresent(alias -> line(out, "Alias", alias));
      line(out, "Version", view.version());
      line(out, "Built", view.built().orElse("-"));
      line(out, "Description", view.description());
      line(out, "State", withCause(view.state(), view.cause()));
      if (view.isPending()) {
        line(out, "Next boot", withCause(view.next(), view.nextCause()));
      }
      line(out, "Capable", capable(view).replace('\n', ' '));
      view.depends().forEach(needed -> line(out, "Depends on", needed));
      exports(view).forEach(symbol -> line(out, "Exports", symbol));
      gap = "\n";
    }
  }

  private static String withCause(ModuleState state, Optional<String> cause) {
    return state.word() + cause.map(why -> " (" + why + ")").orElse("");
  }

  private static void line(PrintStream out, String label, String value) {
    out.println(label + " ".repeat(12 - label.length()) + (value.isEmpty() ? "-" : value));
  }

  private static String capable(ModuleView view) {
    List<String> words = new ArrayList<>();
    for (ModuleState state : ModuleState.values()) {
      if (view.capable().contains(state)) {
        words.add(state.word());
      }
    }
    return String.join("\n", words);
  }

  /** The symbols of the image; one that can't be read exports nothing that is known. */
  private static List<String> exports(ModuleView view) {
    if (view.image().isEmpty()) {
      return List.of();
    }
    Path file = view.image().get();
    try {
      return ModuleImage.parse(file.toString(), Files.readAllBytes(file)).exports().stream()
          .map(Export::name)
          .sorted()
          .toList();
    } catch (IOException | ProblemException e) {
      return List.of();
    }
  }

  /** All fields; a value that is absent has none, and several values are lines. */
  private static Map<String, String> fields(ModuleView view, Optional<ModuleView> before) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("name", view.module());
    view.alias().ifPresent(alias -> fields.put("alias", alias));
    fields.put("desc", view.description());
    fields.put("version", view.version());
    view.built().ifPresent(built -> fields.put("timestamp", built));
    fields.put("state", view.state().word());
    view.cause().ifPresent(cause -> fields.put("cause", cause));
    fields.put("next_state", view.next().word());
    view.nextCause().ifPresent(cause -> fields.put("next_cause", cause));
    before.ifPresent(
        earlier -> {
          fields.put("before_state", earlier.state().word());
          earlier.cause().ifPresent(cause -> fields.put("before_cause", cause));
        });
    fields.put("capable", capable(view));
    fields.put("depend", String.join("\n", view.depends()));
    fields.put("exports", String.join("\n", exports(view)));
    fields.values().removeIf(String::isEmpty);
    return fields;
  }

  private static void json(PrintStream out, List<Map<String, String>> items) {
    Json.print(
        out,
        json -> {
          json.name("modules").beginArray();
          for (Map<String, String> item : items) {
            json.beginObject();
            for (String field : FIELDS) {
              if (List.of("capable", "depend", "exports").contains(field)) {
                Json.list(json, field, item.getOrDefault(field, "").lines().toList());
              } else {
                Json.field(json, field, Optional.ofNullable(item.get(field)));
              }
            }
            json.endObject();
          }
          json.endArray();
        });
  }
}
