package dlkm.scratch;

import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * The cases of a script ({@code src/test/sh/cases}) after a run. Which ones there are is read from
 * the script, so one that never ran fails.
 *
 * @param evidence what a case did and saw, by its name; no line for one that went well
 */
record Cases(Path script, Ran ran, Map<String, List<String>> evidence) {

  private static final String BEGIN = "begin \"";
  private static final String OK = "ok ";
  private static final String NOT_OK = "not ok ";

  static Cases of(String script, Ran ran) {
    Map<String, List<String>> evidence = new LinkedHashMap<>();
    List<String> current = new ArrayList<>();
    for (String line : ran.output().lines().toList()) {
      if (line.startsWith(OK)) {
        evidence.put(line.substring(OK.length()), List.of());
      } else if (line.startsWith(NOT_OK)) {
        current = new ArrayList<>();
        evidence.put(line.substring(NOT_OK.length()), current);
      } else if (line.startsWith("  ")) {
        current.add(line);
      }
    }
    return new Cases(Path.of(Place.script(script)), ran, evidence);
  }

  /** One test for each case of the script. */
  Stream<DynamicTest> tests() throws IOException {
    return Files.readAllLines(script).stream()
        .filter(line -> line.startsWith(BEGIN))
        .map(line -> line.substring(BEGIN.length(), line.lastIndexOf('"')))
        .map(name -> DynamicTest.dynamicTest(name, () -> check(name)));
  }

  private void check(String name) {
    List<String> saw = evidence.get(name);
    if (saw == null) {
      fail("it never ran:\n%s\n%s", last(ran.output()), last(ran.messages()));
    } else if (!saw.isEmpty()) {
      fail("%s", String.join("\n", saw));
    }
  }

  /** The text that a script handed out under a name. */
  String attached(String name) {
    StringBuilder text = new StringBuilder();
    String mark = "@" + name + " ";
    ran.output()
        .lines()
        .filter(line -> line.startsWith(mark))
        .forEach(line -> text.append(line, mark.length(), line.length()).append('\n'));
    return text.toString();
  }

  private static String last(String text) {
    List<String> lines = text.lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
  }
}
