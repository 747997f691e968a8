package dlkm.cli;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dlkm.rehearse.Rehearsal;
import dlkm.rehearse.RehearsalFinding;
import dlkm.rehearse.RehearsalResult;
import dlkm.rehearse.RehearsalSpec;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** A rehearsal whose output and verdict are one JSON object. */
final class RehearsalJson {

  private RehearsalJson() {}

  static int run(Context context, RehearsalSpec spec, Optional<Path> svg) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    RehearsalResult result = Rehearsal.run(spec, System.in, out, err);
    RehearsalText.draw(result, svg);
    JsonObject object = object(result);
    object.addProperty("output", out.toString(StandardCharsets.UTF_8));
    object.addProperty("errors", err.toString(StandardCharsets.UTF_8));
    context
        .out()
        .println(
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(object));
    return RehearsalText.status(result);
  }

  private static JsonObject object(RehearsalResult result) {
    JsonObject object = new JsonObject();
    object.addProperty("format", Json.FORMAT);
    object.addProperty("release", result.release());
    object.addProperty("clean", result.verdict().isClean());
    result.verdict().doubt().ifPresent(why -> object.addProperty("inconclusive", why));
    result.commandStatus().ifPresent(status -> object.addProperty("status", status));
    JsonArray findings = new JsonArray();
    for (RehearsalFinding finding : result.verdict().findings()) {
      findings.add(object(finding));
    }
    object.add("findings", findings);
    JsonArray notes = new JsonArray();
    result.verdict().notes().forEach(notes::add);
    object.add("notes", notes);
    result.boot().ifPresent(boot -> object.add("boot", BootJson.object(boot)));
    object.addProperty("bootSeconds", result.bootTime().toMillis() / 1000.0);
    object.addProperty("seconds", result.total().toMillis() / 1000.0);
    result.log().ifPresent(log -> object.addProperty("log", log.toString()));
    return object;
  }

  private static JsonObject object(RehearsalFinding finding) {
    JsonObject object = new JsonObject();
    object.addProperty("kind", finding.name());
    object.addProperty("summary", finding.summary());
    finding
        .blame()
        .ifPresent(
            blame -> {
              object.addProperty("module", blame.module());
              blame.function().ifPresent(name -> object.addProperty("function", name));
            });
    object.addProperty("meaning", finding.meaning());
    JsonArray lines = new JsonArray();
    finding.lines().forEach(lines::add);
    object.add("lines", lines);
    return object;
  }
}
