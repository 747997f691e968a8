package dlkm.cli;

import com.google.gson.stream.JsonWriter;
import dlkm.registry.Registration;
import dlkm.registry.Registry;
import dlkm.registry.RegistryText;
import dlkm.registrycheck.Damage;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The registry and its damage, for people and as JSON. */
final class KrsText {

  private KrsText() {}

  static void table(PrintStream out, Registry registry) {
    out.println("Kernel      " + registry.release());
    out.println("Kernel ID   " + registry.kis());
    out.println("Next id     " + registry.nextId());
    Table table = new Table("Name", "ID", "Version", "Type", "Phase", "SHA-256", "Registered");
    for (Registration record : registry.all()) {
      table.row(
          record.module(),
          String.valueOf(record.id()),
          record.version(),
          record.type().word(),
          record.phases().configured().name(),
          record.image().sha256().substring(0, 12),
          record.origin().registered().map(Object::toString).orElse("-"));
    }
    out.println();
    table.print(out);
  }

  /** The same keys and values as in the registry's text; a key that may repeat has a list. */
  static void json(PrintStream out, Registry registry, Collection<Registration> records) {
    Json.print(
        out,
        json -> {
          json.name("release").value(registry.release());
          json.name("kis").value(registry.kis());
          json.name("nextId").value(registry.nextId());
          json.name("records").beginArray();
          for (Registration record : records) {
            record(json, record);
          }
          json.endArray();
        });
  }

  private static void record(JsonWriter json, Registration record) throws IOException {
    Map<String, String> single = new LinkedHashMap<>();
    Map<String, List<String>> several = new LinkedHashMap<>();
    several.put("tunable", new ArrayList<>());
    several.put("parameter", new ArrayList<>());
    for (String line : (Iterable<String>) RegistryText.write(record).lines()::iterator) {
      int space = line.indexOf(' ');
      String key = space < 0 ? line : line.substring(0, space);
      String value = space < 0 ? "" : line.substring(space + 1);
      if (several.containsKey(key)) {
        several.get(key).add(value);
      } else if (!line.equals("end")) {
        single.put(key, value);
      }
    }
    json.beginObject();
    for (var entry : single.entrySet()) {
      json.name(entry.getKey()).value(entry.getValue());
    }
    for (var entry : several.entrySet()) {
      json.name(entry.getKey()).beginArray();
      for (String value : entry.getValue()) {
        json.value(value);
      }
      json.endArray();
    }
    json.endObject();
  }

  /** What was repaired goes to the output, what is left is a message. */
  static void damage(Context context, boolean json, List<Damage> left, List<Damage> repaired) {
    if (json) {
      Json.print(
          context.out(),
          writer -> {
            writer.name("damage").beginArray();
            damage(writer, left, false);
            damage(writer, repaired, true);
            writer.endArray();
          });
      return;
    }
    for (Damage damage : repaired) {
      context.out().println(damage.thing() + ": " + damage.what() + ": repaired");
    }
    left.forEach(damage -> context.say(damage.problem().toString()));
    if (left.isEmpty() && repaired.isEmpty()) {
      context.out().println("the registry is intact");
    }
  }

  private static void damage(JsonWriter json, List<Damage> all, boolean repaired)
      throws IOException {
    for (Damage damage : all) {
      json.beginObject();
      json.name("kernel").value(damage.release());
      json.name("kind").value(damage.kind().word());
      json.name("thing").value(damage.thing());
      json.name("what").value(damage.what());
      json.name("todo").value(damage.todo());
      json.name("repaired").value(repaired);
      json.endObject();
    }
  }
}
