package dlkm.cli;

import com.google.gson.stream.JsonWriter;
import dlkm.check.CheckFinding;
import dlkm.check.ModuleVerdict;
import dlkm.problem.Problem;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** A report as JSON. */
final class CheckJson {

  private CheckJson() {}

  static void print(PrintStream out, List<CheckReport> reports) {
    Json.print(
        out,
        json -> {
          json.name("kernels").beginArray();
          for (CheckReport report : reports) {
            report(json, report);
          }
          json.endArray();
        });
  }

  private static void report(JsonWriter json, CheckReport report) throws IOException {
    json.beginObject();
    json.name("release").value(report.facts().release());
    json.name("accepted").value(report.accepted());
    json.name("unknown").beginArray();
    for (Problem problem : report.facts().unknown()) {
      json.value(problem.toString());
    }
    json.endArray();
    json.name("modules").beginArray();
    for (ModuleVerdict verdict : report.verdicts()) {
      module(json, verdict);
    }
    json.endArray();
    json.endObject();
  }

  private static void module(JsonWriter json, ModuleVerdict verdict) throws IOException {
    json.beginObject();
    json.name("file").value(verdict.file());
    json.name("name").value(verdict.name());
    json.name("asked").value(verdict.asked());
    json.name("accepted").value(verdict.accepted());
    json.name("errno").value(verdict.errno());
    json.name("findings").beginArray();
    for (CheckFinding finding : verdict.findings()) {
      json.beginObject();
      json.name("kind").value(finding.kind().word());
      json.name("severity").value(finding.severity().name().toLowerCase(Locale.ROOT));
      json.name("errno").value(finding.errno());
      json.name("what").value(finding.what());
      json.name("kernelSays").value(finding.says());
      json.name("todo").value(finding.todo());
      json.endObject();
    }
    json.endArray();
    json.endObject();
  }
}
