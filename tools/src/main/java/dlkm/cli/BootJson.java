package dlkm.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.stream.JsonWriter;
import dlkm.boot.BootRecord;
import java.io.IOException;

/** A boot record as JSON; times in seconds since the kernel's start. */
final class BootJson {

  private BootJson() {}

  static void attempt(JsonWriter json, BootRecord.Attempt attempt) throws IOException {
    json.beginObject();
    json.name("phase").value(attempt.phase());
    json.name("seconds").value(attempt.when() / 1000.0);
    json.name("loaded").value(attempt.loaded());
    Json.field(json, "why", attempt.why());
    json.endObject();
  }

  static JsonObject object(BootRecord boot) {
    JsonArray phases = new JsonArray();
    for (BootRecord.Span span : boot.spans()) {
      JsonObject phase = new JsonObject();
      phase.addProperty("phase", span.phase());
      phase.addProperty("begin", span.begin() / 1000.0);
      if (span.end() >= 0) {
        phase.addProperty("end", span.end() / 1000.0);
      }
      phases.add(phase);
    }
    JsonArray attempts = new JsonArray();
    for (BootRecord.Attempt attempt : boot.attempts()) {
      JsonObject one = new JsonObject();
      one.addProperty("module", attempt.module());
      one.addProperty("phase", attempt.phase());
      one.addProperty("seconds", attempt.when() / 1000.0);
      one.addProperty("loaded", attempt.loaded());
      attempt.why().ifPresent(why -> one.addProperty("why", why));
      attempts.add(one);
    }
    JsonObject object = new JsonObject();
    object.add("phases", phases);
    object.add("attempts", attempts);
    return object;
  }
}
