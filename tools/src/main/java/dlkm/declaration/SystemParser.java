package dlkm.declaration;

import dlkm.problem.Where;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a module's system file, going on after each problem until all are found (spec §3.2). */
final class SystemParser {

  static final List<String> KEYWORDS =
      List.of(
          "$VERSION",
          "$CONFIGURE",
          "$LOADABLE",
          "$LOADPHASE",
          StateRules.CAUSE,
          SystemFile.PREFER,
          "$TUNABLE");

  private final String path;
  private final ProblemList problems = new ProblemList();
  private final Map<String, Where> places = new HashMap<>();
  private final Map<String, String> values = new HashMap<>();
  private final Map<String, String> tunables = new LinkedHashMap<>();
  private boolean inTunables;

  private SystemParser(String path) {
    this.path = path;
  }

  static SystemFile parse(String path, String text) {
    SystemParser parser = new SystemParser(path);
    TextLine.of(path, text, parser.problems).forEach(parser::line);
    Where end = new Where(path, Math.max(1, (int) text.lines().count()));
    return parser.system(end);
  }

  private SystemFile system(Where end) {
    if (!places.containsKey("$VERSION")) {
      problems.at(end, "the file ends without $VERSION", "write '$VERSION 1' or '$VERSION 2'");
    }
    int version =
        value("$VERSION", v -> Numbers.between(v, 1, 2), "allowed: $VERSION 1, $VERSION 2")
            .orElse(0);
    var configure = value("$CONFIGURE", SystemParser::yesNo, "allowed: Y y N n");
    var loadable = value("$LOADABLE", SystemParser::yesNo, "allowed: Y y N n");
    Optional<Phase> phase =
        value("$LOADPHASE", Phase::of, "allowed: A (AUTO), 1 (BOOT1), 2 (BOOT2), I (INIT)");
    Optional<StateCause> cause =
        value(StateRules.CAUSE, StateCause::of, "allowed: explicit best depend");
    var prefer = value(SystemFile.PREFER, SystemParser::yesNo, "allowed: Y y N n");
    problems.throwIfAny();
    return new SystemFile(
        path, version, configure, loadable, phase, cause, prefer, tunables, places);
  }

  private <T> Optional<T> value(
      String keyword, java.util.function.Function<String, Optional<T>> read, String allowed) {
    String text = values.get(keyword);
    if (text == null) {
      return Optional.empty();
    }
    Optional<T> value = read.apply(text);
    if (value.isEmpty()) {
      String what = text.isEmpty() ? "has no value" : "has the value '" + text + "'";
      problems.at(places.get(keyword), keyword + " " + what, allowed);
    }
    return value;
  }

  private static Optional<Boolean> yesNo(String text) {
    return switch (text) {
      case "Y", "y" -> Optional.of(true);
      case "N", "n" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  private void line(TextLine line) {
    if (line.text().startsWith("$")) {
      keyword(line);
    } else if (inTunables) {
      tunable(line);
    } else {
      problems.at(
          line.where(),
          "'" + line.text().strip() + "' follows no $TUNABLE",
          "write a keyword and its value in one line, tunables after a line '$TUNABLE'");
    }
  }

  private void keyword(TextLine line) {
    String keyword = line.first();
    if (keyword.equals(MasterSection.END) && inTunables) {
      inTunables = false;
      return;
    }
    inTunables = keyword.equals("$TUNABLE");
    if (!KEYWORDS.contains(keyword)) {
      problems.at(
          line.where(),
          "unknown keyword '" + keyword + "' in a system file",
          SimilarName.advice(keyword, KEYWORDS));
      return;
    }
    Where earlier = places.putIfAbsent(keyword, line.where());
    if (earlier != null) {
      problems.at(
          line.where(), keyword + " is there twice, first in line " + earlier.line(), "keep one");
      return;
    }
    values.put(keyword, line.rest());
    if (inTunables && !line.rest().isEmpty()) {
      problems.at(
          line.where(),
          "'" + line.rest() + "' follows $TUNABLE",
          "write tunables on the lines after it");
    }
  }

  private void tunable(TextLine line) {
    List<String> fields = line.values();
    if (fields.size() != 2) {
      problems.at(
          line.where(), "a tunable has " + TextLine.count(fields), "write its name and its value");
      return;
    }
    String name = fields.getFirst();
    TunableNames.checkName(name, line.where(), problems);
    if (tunables.putIfAbsent(name, fields.get(1)) == null) {
      places.put(name, line.where());
    } else {
      problems.at(
          line.where(),
          "tunable '" + name + "' is there twice, first in line " + places.get(name).line(),
          "keep one");
    }
  }
}
