package dlkm.cli;

import dlkm.declaration.TunableContent;
import dlkm.declaration.TunableDefault;
import dlkm.declaration.TunableText;
import dlkm.tune.ParameterFacts;
import dlkm.tune.PlannedValueChange;
import dlkm.tune.RegisteredTunables;
import dlkm.tune.TunableStatus;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.cli.CommandLine;

/** What {@code kctune} prints: a table, blocks, fields, or JSON (spec §9.4). */
final class KctuneReport {

  /** What {@code -P} may ask for. */
  static final List<String> FIELDS =
      List.of(
          "name",
          "module",
          "desc",
          "defvalue",
          "bootvalue",
          "current",
          "next_boot",
          "before",
          "expr",
          "next_expr",
          "before_expr",
          "min",
          "max",
          "dynamic",
          "canauto",
          "default",
          "auto_default",
          "next_default",
          "signed",
          "flags",
          "constraint");

  /** Those that may have several values. */
  private static final List<String> LISTS = List.of("flags", "constraint");

  private final Context context;
  private final RegisteredTunables registered;
  private final Map<String, Before> before;

  /** A tunable before a change, with what its module was registered with. */
  record Before(TunableStatus status, RegisteredTunables registered) {}

  /**
   * A report.
   *
   * @param registered the values that modules are registered with
   * @param before the tunables before a change, by {@link #key}
   */
  KctuneReport(Context context, RegisteredTunables registered, Map<String, Before> before) {
    this.context = context;
    this.registered = registered;
    this.before = before;
  }

  /** What tells it from others of the same name. */
  static String key(TunableStatus status) {
    return status.module().orElse("") + "." + status.name();
  }

  void print(CommandLine line, List<TunableStatus> shown) {
    boolean detail =
        line.hasOption("d") || line.hasOption("v") || line.hasOption("P") || line.hasOption("json");
    ParameterFacts facts = ParameterFacts.read(context.host(), detail ? shown : List.of());
    if (line.hasOption("P") || line.hasOption("json")) {
      List<Map<String, String>> items = new ArrayList<>();
      shown.forEach(status -> items.add(fields(status, facts)));
      if (line.hasOption("P")) {
        Fields.print(context.out(), line.getOptionValue("P"), FIELDS, items);
      } else {
        json(items);
      }
    } else if (line.hasOption("v")) {
      blocks(shown, facts);
    } else {
      table(shown, line.hasOption("d"), facts);
    }
  }

  private Optional<String> current(TunableStatus status) {
    return registered.runs() ? status.current() : Optional.empty();
  }

  private static Optional<String> text(Optional<TunableContent> content) {
    return content.map(TunableContent::text);
  }

  private static String expression(TunableStatus status) {
    return status.override().orElse(PlannedValueChange.DEFAULT);
  }

  /** The expression of the value at the next boot; none where another one is planned. */
  private static Optional<String> expression(TunableStatus status, RegisteredTunables registered) {
    return Optional.of(expression(status)).filter(_ -> !registered.isBehindPlan(status));
  }

  /** A value, as one word where it is shown beside others. */
  private static String word(Optional<String> value) {
    return value.map(TunableText::word).orElse("-");
  }

  private void table(List<TunableStatus> shown, boolean descriptions, ParameterFacts facts) {
    Table table =
        new Table("Tunable", "Current", "Expression", descriptions ? "Description" : "Changes");
    for (TunableStatus status : shown) {
      String next = word(registered.next(status));
      String expression = expression(status, registered).orElse("");
      String last = descriptions ? facts.of(status).description() : status.dynamic() ? "Immed" : "";
      if (registered.isPending(status)) {
        table.row(status.name(), word(registered.now(status)) + " (now)", "", last);
        table.row("", next + " (next boot)", expression, "");
      } else {
        table.row(status.name(), next, expression, last);
      }
    }
    table.print(context.out());
  }

  private void blocks(List<TunableStatus> shown, ParameterFacts facts) {
    PrintStream out = context.out();
    String gap = "";
    for (TunableStatus status : shown) {
      out.print(gap);
      line("Tunable", status.name());
      line("Description", facts.of(status).description());
      line("Module", status.module().orElse(""));
      line("Current", current(status).map(TunableText::word).orElse(""));
      line("Next boot", word(registered.next(status)));
      line("Planned", status.planned().map(TunableContent::word).orElse(""));
      line("Expression", expression(status));
      line("Default", status.defaultValue().map(TunableContent::word).orElse(""));
      line("Minimum", status.declared().flatMap(TunableDefault::minimum).orElse(""));
      line("Maximum", status.declared().flatMap(TunableDefault::maximum).orElse(""));
      constraints(status).forEach(constraint -> line("Constraint", constraint));
      line("Can change", status.dynamic() ? "immediately" : "when the module is built and loaded");
      gap = "\n";
    }
  }

  private void line(String label, String value) {
    String shown = value.isEmpty() ? "-" : value;
    context.out().println(label + " ".repeat(13 - label.length()) + shown);
  }

  /** All fields; a value that is absent has none. */
  private Map<String, String> fields(TunableStatus status, ParameterFacts facts) {
    Map<String, Optional<String>> all = new LinkedHashMap<>();
    Optional<Before> earlier = Optional.ofNullable(before.get(key(status)));
    boolean pending = registered.isPending(status);
    all.put("name", Optional.of(status.name()));
    all.put("module", status.module());
    all.put("desc", Optional.of(facts.of(status).description()));
    all.put("defvalue", text(status.defaultValue()));
    all.put("bootvalue", registered.booted(status));
    all.put("current", current(status));
    all.put("next_boot", registered.next(status));
    all.put("before", earlier.flatMap(then -> then.registered().next(then.status())));
    // Of a value that only the running kernel has, no expression is known.
    all.put("expr", expression(status, registered).filter(_ -> !pending));
    all.put("next_expr", expression(status, registered));
    all.put("before_expr", earlier.flatMap(then -> expression(then.status(), then.registered())));
    all.put("min", status.declared().flatMap(TunableDefault::minimum));
    all.put("max", status.declared().flatMap(TunableDefault::maximum));
    all.put("dynamic", Optional.of(digit(status.dynamic())));
    all.put("canauto", Optional.of(digit(false)));
    Optional<String> follows =
        expression(status, registered).map(_ -> digit(status.override().isEmpty()));
    all.put("default", follows.filter(_ -> !pending));
    // The kernel tunes none of them by itself.
    all.put("auto_default", Optional.of(digit(false)));
    all.put("next_default", follows);
    all.put("signed", status.isSigned().map(KctuneReport::digit));
    all.put("flags", Optional.of(String.join("\n", flags(status))));
    all.put("constraint", Optional.of(String.join("\n", constraints(status))));
    Map<String, String> fields = new LinkedHashMap<>();
    all.forEach(
        (name, value) ->
            value.filter(text -> !text.isEmpty()).ifPresent(text -> fields.put(name, text)));
    return fields;
  }

  private static List<String> flags(TunableStatus status) {
    List<String> flags = new ArrayList<>();
    if (status.dynamic()) {
      flags.add("immed");
    }
    if (status.declared().filter(TunableDefault::isText).isPresent()) {
      flags.add("text");
    }
    if (status.declared().isEmpty()) {
      flags.add("user");
    }
    return flags;
  }

  private static List<String> constraints(TunableStatus status) {
    List<String> constraints = new ArrayList<>();
    if (!status.allowed().isEmpty()) {
      constraints.add("allowed " + String.join(" ", status.allowed()));
    }
    constraints.addAll(status.relations());
    return constraints;
  }

  private static String digit(boolean yes) {
    return yes ? "1" : "0";
  }

  private void json(List<Map<String, String>> items) {
    Json.print(
        context.out(),
        json -> {
          json.name("tunables").beginArray();
          for (Map<String, String> item : items) {
            json.beginObject();
            for (String field : FIELDS) {
              if (LISTS.contains(field)) {
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
