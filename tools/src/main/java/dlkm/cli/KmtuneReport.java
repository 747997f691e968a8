package dlkm.cli;

import com.google.gson.stream.JsonWriter;
import dlkm.declaration.TunableContent;
import dlkm.declaration.TunableDefault;
import dlkm.declaration.TunableText;
import dlkm.image.ModuleParameter;
import dlkm.tune.ParameterFacts;
import dlkm.tune.TunableStatus;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;

/** What {@code kmtune} prints of tunables: a table, blocks, or JSON (spec §4.3, §9.4). */
final class KmtuneReport {

  private static final String ABSENT = "-";

  /** Stands where others have the expression that is planned. */
  private static final String FOLLOWED = "default";

  private KmtuneReport() {}

  static void table(PrintStream out, List<TunableStatus> shown) {
    Table table =
        new Table(
            "Parameter", "Current", "Dyn", "Planned", "Default", "Expression", "Module", "Version");
    for (TunableStatus status : shown) {
      table.row(
          status.name(),
          status.current().map(TunableText::word).orElse(ABSENT),
          status.dynamic() ? "Y" : "",
          word(status.planned()),
          word(status.defaultValue()),
          expression(status).orElse(ABSENT),
          status.module().orElse(""),
          status.version().orElse(""));
    }
    table.print(out);
  }

  private static String word(Optional<TunableContent> content) {
    return content.map(TunableContent::word).orElse(ABSENT);
  }

  /** The expression that is planned, the default's name where that is followed. */
  private static Optional<String> expression(TunableStatus status) {
    return status.override().or(() -> status.declared().map(_ -> FOLLOWED));
  }

  static void blocks(PrintStream out, List<TunableStatus> shown, ParameterFacts facts) {
    String gap = "";
    for (TunableStatus status : shown) {
      ModuleParameter fact = facts.of(status);
      out.print(gap);
      out.println("Parameter:  " + status.name());
      out.println("Current:    " + status.current().map(TunableText::word).orElse(ABSENT));
      out.println("Value:      " + word(status.planned()));
      out.println("Expression: " + expression(status).orElse(ABSENT));
      out.println("Default:    " + withFormula(status));
      out.println("Minimum:    " + status.declared().flatMap(t -> t.minimum()).orElse(ABSENT));
      out.println("Maximum:    " + status.declared().flatMap(t -> t.maximum()).orElse(ABSENT));
      if (!status.allowed().isEmpty()) {
        out.println("Allowed:    " + String.join(" ", status.allowed()));
      }
      status.relations().forEach(relation -> out.println("Constraint: " + relation));
      out.println("Module:     " + status.module().orElse(ABSENT));
      out.println("Version:    " + status.version().orElse(ABSENT));
      out.println("Dynamic:    " + (status.dynamic() ? "Yes" : "No"));
      out.println("Type:       " + orAbsent(fact.type()));
      out.println("Description: " + orAbsent(fact.description()));
      gap = System.lineSeparator();
    }
  }

  /** The default's value, with its formula where it is one. */
  private static String withFormula(TunableStatus status) {
    String value = word(status.defaultValue());
    return status
        .declared()
        .map(TunableDefault::value)
        .filter(written -> !written.equals(value) && !TunableText.isQuoted(written))
        .map(written -> value + " (" + written + ")")
        .orElse(value);
  }

  private static String orAbsent(String text) {
    return text.isEmpty() ? ABSENT : text;
  }

  static void json(PrintStream out, List<TunableStatus> shown, ParameterFacts facts) {
    Json.print(out, json -> json(json, shown, facts));
  }

  private static void json(JsonWriter json, List<TunableStatus> shown, ParameterFacts facts)
      throws IOException {
    json.name("tunables").beginArray();
    for (TunableStatus status : shown) {
      ModuleParameter fact = facts.of(status);
      json.beginObject();
      json.name("name").value(status.name());
      Json.field(json, "current", status.current());
      Json.field(json, "planned", status.planned().map(TunableContent::text));
      Json.field(json, "default", status.defaultValue().map(TunableContent::text));
      Json.field(json, "expression", status.override());
      Json.field(json, "default_expression", status.declared().map(TunableDefault::value));
      Json.field(json, "minimum", status.declared().flatMap(TunableDefault::minimum));
      Json.field(json, "maximum", status.declared().flatMap(TunableDefault::maximum));
      Json.list(json, "allowed", status.allowed());
      Json.list(json, "constraints", status.relations());
      Json.field(json, "module", status.module());
      Json.field(json, "version", status.version());
      json.name("dynamic").value(status.dynamic());
      Json.field(json, "type", present(fact.type()));
      Json.field(json, "description", present(fact.description()));
      json.endObject();
    }
    json.endArray();
  }

  private static Optional<String> present(String text) {
    return Optional.of(text).filter(words -> !words.isEmpty());
  }
}
