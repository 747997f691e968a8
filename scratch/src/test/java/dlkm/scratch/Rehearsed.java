package dlkm.scratch;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** One call of the assembled product's {@code kmrehearse --json}, and what it answered. */
record Rehearsed(int exit, JsonObject answer, String messages) {

  private static final AtomicInteger COUNT = new AtomicInteger();

  static Rehearsed run(List<String> options, String... command)
      throws IOException, InterruptedException {
    Ran ran = Ran.command("rehearsed-" + COUNT.incrementAndGet(), words(options, command));
    JsonObject answer =
        ran.output().startsWith("{")
            ? JsonParser.parseString(ran.output()).getAsJsonObject()
            : new JsonObject();
    return new Rehearsed(ran.status(), answer, ran.messages());
  }

  static Process start(List<String> options, String... command) throws IOException {
    Process process = new ProcessBuilder(words(options, command)).start();
    process.getOutputStream().close();
    return process;
  }

  private static List<String> words(List<String> options, String... command) {
    List<String> words = new ArrayList<>(List.of(Place.tool("kmrehearse"), "--json"));
    words.addAll(options);
    words.add("--");
    words.addAll(List.of(command));
    return words;
  }

  String output() {
    return answer.get("output").getAsString();
  }

  /** The names of what was found. */
  List<String> kinds() {
    List<String> kinds = new ArrayList<>();
    answer
        .getAsJsonArray("findings")
        .forEach(each -> kinds.add(each.getAsJsonObject().get("kind").getAsString()));
    return kinds;
  }

  /** All that was said about the finding of that name. */
  String said(String kind) {
    StringBuilder said = new StringBuilder();
    answer
        .getAsJsonArray("findings")
        .forEach(
            each -> {
              if (each.getAsJsonObject().get("kind").getAsString().equals(kind)) {
                said.append(each).append('\n');
              }
            });
    return said.toString();
  }

  double seconds() {
    return answer.get("seconds").getAsDouble();
  }
}
