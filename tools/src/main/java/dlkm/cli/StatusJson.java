package dlkm.cli;

import com.google.gson.stream.JsonWriter;
import dlkm.registry.Registration;
import dlkm.status.FullStatus;
import dlkm.status.LinkedModules;
import dlkm.status.ModuleStatus;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Module status as JSON (spec §4.8). */
final class StatusJson {

  private StatusJson() {}

  /**
   * The brief status.
   *
   * @param gaveUp the generation that did not finish INIT, before a rollback to last-known-good
   */
  static void brief(PrintStream out, List<ModuleStatus> all, OptionalInt gaveUp) {
    Json.print(
        out,
        json -> {
          json.name("modules").beginArray();
          for (ModuleStatus status : all) {
            json.beginObject();
            common(json, status);
            registered(json, status);
            Json.field(json, "version", status.registration().map(Registration::version));
            json.name("note").value(status.note());
            json.endObject();
          }
          json.endArray();
          json.name("gaveUp");
          if (gaveUp.isPresent()) {
            json.value(gaveUp.getAsInt());
          } else {
            json.nullValue();
          }
        });
  }

  static void full(PrintStream out, List<FullStatus> all) {
    Json.print(
        out,
        json -> {
          json.name("modules").beginArray();
          for (FullStatus full : all) {
            json.beginObject();
            common(json, full.status());
            fields(json, full);
            json.endObject();
          }
          json.endArray();
        });
  }

  static void linked(PrintStream out, LinkedModules modules) {
    Json.print(
        out,
        json -> {
          json.name("modules").beginArray();
          linked(json, modules.ours(), "dlkm");
          linked(json, modules.builtIn(), "kernel");
          json.endArray();
        });
  }

  private static void linked(JsonWriter json, List<String> names, String origin)
      throws IOException {
    for (String name : names) {
      json.beginObject();
      json.name("name").value(name);
      json.name("origin").value(origin);
      json.endObject();
    }
  }

  private static void common(JsonWriter json, ModuleStatus status) throws IOException {
    json.name("name").value(status.name());
    number(json, "id", status.id());
    json.name("status").value(status.status());
    json.name("type").value(status.type());
    text(json, "phase", status.phase());
  }

  private static void registered(JsonWriter json, ModuleStatus status) throws IOException {
    json.name("registered").value(status.registration().isPresent());
    Json.field(json, "sha256", sha256(status.registration()));
    Json.field(json, "heldSha256", sha256(status.next()));
  }

  private static Optional<String> sha256(Optional<Registration> registration) {
    return registration.map(one -> one.image().sha256());
  }

  private static void fields(JsonWriter json, FullStatus full) throws IOException {
    ModuleStatus status = full.status();
    for (FullStatus.Field field : full.fields()) {
      field(json, full, field);
    }
    registered(json, status);
    Json.list(json, "supportedPhases", full.supportedPhases());
    Json.list(json, "stubs", full.stubs());
    Json.list(json, "preferredOver", full.preferredOver());
    json.name("unused").value(status.isUnused());
    Json.field(json, "notTheRegisteredImage", status.difference());
    Json.field(json, "modprobeFinds", full.found().map(Path::toString));
    Json.field(json, "heldForShutdown", status.held());
    json.name("attemptedAtBoot");
    if (full.attempt().isEmpty()) {
      json.nullValue();
    } else {
      BootJson.attempt(json, full.attempt().get());
    }
  }

  /** The fields of the brief status stand before the others. */
  private static void field(JsonWriter json, FullStatus full, FullStatus.Field field)
      throws IOException {
    switch (field.key()) {
      case "name", "id", "phase", "status" -> {}
      case "type" -> json.name("typeInferred").value(full.status().registration().isEmpty());
      case "dependentCount" -> {
        number(json, field.key(), field.value());
        Json.list(json, "dependents", full.dependents());
      }
      case "size", "bssSize", "holdCount", "unloadDelay", "blockMajor", "characterMajor" ->
          number(json, field.key(), field.value());
      default -> text(json, field.key(), field.value());
    }
  }

  private static void text(JsonWriter json, String name, String value) throws IOException {
    Json.field(json, name, value.equals(FullStatus.NONE) ? Optional.empty() : Optional.of(value));
  }

  private static void number(JsonWriter json, String name, String value) throws IOException {
    json.name(name);
    if (value.equals(FullStatus.NONE)) {
      json.nullValue();
    } else {
      json.value(Long.parseLong(value));
    }
  }
}
