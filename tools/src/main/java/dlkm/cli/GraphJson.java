package dlkm.cli;

import com.google.gson.stream.JsonWriter;
import dlkm.declaration.Phase;
import dlkm.graph.Edge;
import dlkm.graph.Graph;
import dlkm.graph.ModuleNode;
import dlkm.graph.Need;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The graph as JSON: modules, and dependencies between them. */
final class GraphJson {

  private GraphJson() {}

  static String of(Graph graph) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8);
    Json.print(out, json -> write(json, graph));
    out.flush();
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static void write(JsonWriter json, Graph graph) throws IOException {
    json.name("release").value(graph.release());
    json.name("modules").beginArray();
    for (ModuleNode node : graph.nodes()) {
      json.beginObject();
      module(json, node);
      json.endObject();
    }
    json.endArray();
    json.name("dependencies").beginArray();
    for (Edge edge : graph.edges()) {
      json.beginObject();
      json.name("from").value(edge.from());
      json.name("to").value(edge.to());
      Json.list(json, "needs", edge.needs().stream().map(Need::word).toList());
      json.endObject();
    }
    json.endArray();
  }

  private static void module(JsonWriter json, ModuleNode node) throws IOException {
    ModuleNode.Facts facts = node.facts();
    json.name("name").value(node.name());
    json.name("id");
    if (facts.id().isEmpty()) {
      json.nullValue();
    } else {
      json.value(Long.parseLong(facts.id()));
    }
    json.name("origin").value(node.origin().word());
    json.name("status").value(node.state().word());
    Json.field(json, "phase", node.phase().map(Phase::name));
    Json.field(json, "version", known(facts.version()));
    json.name("size");
    if (facts.size().isEmpty()) {
      json.nullValue();
    } else {
      json.value(facts.size().getAsLong());
    }
    Json.field(json, "taint", known(facts.taint()));
    Json.field(json, "description", known(facts.description()));
    Json.list(json, "dependents", facts.use().dependents());
    json.name("holdCount").value(facts.use().holds());
    Json.list(json, "users", facts.use().users());
    json.name("note").value(facts.note());
  }

  private static Optional<String> known(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }
}
