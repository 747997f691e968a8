package dlkm.cli;

import com.google.gson.stream.JsonWriter;
import dlkm.health.Finding;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;

/** Findings as the commands print them: a line each, or JSON. */
final class FindingsText {

  private FindingsText() {}

  /**
   * Prints them.
   *
   * @param none the text where there are none
   */
  static void print(PrintStream out, List<Finding> findings, boolean asJson, String none) {
    if (asJson) {
      Json.print(out, json -> array(json, findings));
    } else if (findings.isEmpty()) {
      out.println(none);
    } else {
      findings.forEach(finding -> out.println(finding.check() + ": " + finding.problem()));
    }
  }

  /** A field with an object for each. */
  static void array(JsonWriter json, List<Finding> findings) throws IOException {
    json.name("findings").beginArray();
    for (Finding finding : findings) {
      json.beginObject();
      json.name("check").value(finding.check());
      json.name("kernel").value(finding.kernel().isEmpty() ? null : finding.kernel());
      json.name("thing").value(finding.problem().thing());
      json.name("problem").value(finding.problem().what());
      json.name("remedy").value(finding.problem().todo());
      json.endObject();
    }
    json.endArray();
  }
}
