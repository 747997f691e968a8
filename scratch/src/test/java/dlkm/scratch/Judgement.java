package dlkm.scratch;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@code kmcheck} said about a module.
 *
 * @param errno the error that it foretells; empty for none
 * @param says what it foretells that the kernel says about the first thing that it refuses
 */
record Judgement(boolean accepted, String errno, List<String> says) {

  /** The judgements in the output of {@code kmcheck --json}, by file. */
  static Map<String, Judgement> parse(String json) {
    Map<String, Judgement> judgements = new LinkedHashMap<>();
    JsonObject kernel =
        JsonParser.parseString(json)
            .getAsJsonObject()
            .getAsJsonArray("kernels")
            .get(0)
            .getAsJsonObject();
    for (JsonElement element : kernel.getAsJsonArray("modules")) {
      JsonObject module = element.getAsJsonObject();
      judgements.put(
          module.get("file").getAsString(),
          new Judgement(
              module.get("accepted").getAsBoolean(),
              module.get("errno").getAsString(),
              says(module)));
    }
    return judgements;
  }

  private static List<String> says(JsonObject module) {
    for (JsonElement element : module.getAsJsonArray("findings")) {
      JsonObject finding = element.getAsJsonObject();
      if (finding.get("severity").getAsString().equals("refuses")) {
        return finding.get("kernelSays").getAsString().lines().toList();
      }
    }
    return List.of();
  }

  String shown() {
    return accepted ? "accepted" : "refused, " + errno;
  }

  /** What of it differs from what happened; empty when it came as foretold. */
  String difference(LoadOutcome outcome) {
    if (accepted != outcome.isAccepted()) {
      return "kmcheck: " + shown() + ", the kernel: " + outcome.shown() + " " + outcome.lines();
    }
    if (!accepted && !errno.equals(outcome.errno())) {
      return "kmcheck: " + errno + ", the kernel: " + outcome.errno() + " " + outcome.lines();
    }
    for (String line : says) {
      if (!accepted && outcome.lines().stream().noneMatch(said -> said.contains(line))) {
        return "kmcheck: '" + line + "', the kernel: " + outcome.lines();
      }
    }
    return "";
  }
}
