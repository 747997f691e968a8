package dlkm.cli;

import dlkm.declaration.TunableContent;
import dlkm.declaration.TunableDefault;
import dlkm.declaration.TunableText;
import dlkm.modname.ModuleName;
import dlkm.tune.ParameterFacts;
import dlkm.tune.PlannedValueChange;
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

  private static final List<String> FIELDS =
      List.of(
          "name",
          "module",
          "desc",
          "defvalue",
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
          "next_default");

  private final Context context;
  private final boolean saved;
  private final Map<String, TunableStatus> before;

  /**
   * A report.
   *
   * @param saved whether it is of a saved configuration, where nothing runs
   * @param before the tunables before a change, by {@link #key}
   */
  KctuneReport(Context context, boolean saved, Map<String, TunableStatus> before) {
    this.context = context;
    this.saved = saved;
    this.before = before;
  }

  /** What tells it from others of the same name. */
  static String key(TunableStatus status) {
    return status.module().orElse("") + "." + status.name();
  }

  /** Whether a user may mean it by the name, which may be {@code MODULE.NAME}. */
  static boolean isNamed(TunableStatus status, String name) {
    int dot = name.indexOf('.');
    return status.name().equals(name.substring(dot + 1))
        && (dot < 0
            || status
                .module()
                .filter(module -> ModuleName.isSame(module, name.substring(0, dot)))
                .isPresent());
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
    return saved ? Optional.empty() : status.current();
  }

  private boolean isPending(TunableStatus status) {
    return current(status).isPresent() && !status.isCurrent();
  }

  private static Optional<String> text(Optional<TunableContent> content) {
    return content.map(TunableContent::text);
  }

  private static String expression(TunableStatus status) {
    return status.override().orElse(PlannedValueChange.DEFAULT);
  }

  private void table(List<TunableStatus> shown, boolean descriptions, ParameterFacts facts) {
    Table table =
        new Table("Tunable", "Value", "Expression", descriptions ? "Description" : "Changes");
    for (TunableStatus status : shown) {
      String planned = status.planned().map(TunableContent::word).orElse("-");
      String last = descriptions ? facts.of(status).description() : status.dynamic() ? "Immed" : "";
      if (isPending(status)) {
        String now = TunableText.word(current(status).orElseThrow());
        table.row(status.name(), now + " (now)", "", last);
        table.row("", planned + " (planned)", expression(status), "");
      } else {
        table.row(status.name(), planned, expression(status), last);
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
      line("Planned", status.planned().map(TunableContent::word).orElse(""));
      line("Expression", expression(status));
      line("Default", status.defaultValue().map(TunableContent::word).orElse(""));
      line("Minimum", status.declared().flatMap(TunableDefault::minimum).orElse(""));
      line("Maximum", status.declared().flatMap(TunableDefault::maximum).orElse(""));
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
    Optional<TunableStatus> earlier = Optional.ofNullable(before.get(key(status)));
    all.put("name", Optional.of(status.name()));
    all.put("module", status.module());
    all.put("desc", Optional.of(facts.of(status).description()));
    all.put("defvalue", text(status.defaultValue()));
    all.put("current", current(status));
    all.put("next_boot", text(status.planned()));
    all.put("before", earlier.flatMap(then -> text(then.planned())));
    // Of a value that only the running kernel has, no expression is known.
    all.put("expr", Optional.of(expression(status)).filter(_ -> !isPending(status)));
    all.put("next_expr", Optional.of(expression(status)));
    all.put("before_expr", earlier.map(KctuneReport::expression));
    all.put("min", status.declared().flatMap(TunableDefault::minimum));
    all.put("max", status.declared().flatMap(TunableDefault::maximum));
    all.put("dynamic", Optional.of(digit(status.dynamic())));
    all.put("canauto", Optional.of(digit(false)));
    Optional<String> follows = Optional.of(digit(status.override().isEmpty()));
    all.put("default", follows.filter(_ -> !isPending(status)));
    all.put("next_default", follows);
    Map<String, String> fields = new LinkedHashMap<>();
    all.forEach(
        (name, value) ->
            value.filter(text -> !text.isEmpty()).ifPresent(text -> fields.put(name, text)));
    return fields;
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
              Json.field(json, field, Optional.ofNullable(item.get(field)));
            }
            json.endObject();
          }
          json.endArray();
        });
  }
}
