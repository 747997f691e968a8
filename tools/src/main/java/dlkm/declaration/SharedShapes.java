package dlkm.declaration;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The shapes of the sections that a module's file shares with a whole kernel's (spec §3.1). */
final class SharedShapes {

  private record Shape(int least, int most, String words) {}

  private static final int ANY = Integer.MAX_VALUE;
  private static final int LONGEST_ALIAS = 8;

  private static final Map<String, Shape> SHAPES =
      new TreeMap<>(
          Map.of(
              "$DEVICE", new Shape(2, ANY, "a device's name and its fields"),
              "$CDIO", new Shape(1, 2, "a name and, when a minimal system needs it, 1"),
              "$DYN_MAJOR", new Shape(2, 2, "'block' or 'char' and a major or a range LOW-HIGH"),
              "$ALIAS", new Shape(2, 2, "an alias of 8 characters at most and a device's name"),
              "$DRIVER_LIBRARY", new Shape(2, ANY, "a driver and its libraries"),
              "$LIBRARY", new Shape(1, 2, "a library and, when it is required, 1"),
              "$SUBSYSTEMS_DEFINE", new Shape(1, 2, "a subsystem and an identifier to define"),
              "$STREAMS_SYNC_LEVEL", new Shape(1, 2, "a synchronisation level"),
              "$STREAMS_DVR_SYNC", new Shape(2, 2, "a driver and its synchronisation level")));

  private SharedShapes() {}

  static boolean has(String keyword) {
    return SHAPES.containsKey(keyword);
  }

  static List<String> keywords() {
    return List.copyOf(SHAPES.keySet());
  }

  static SharedSection check(MasterSection section, ProblemList problems) {
    Shape shape = SHAPES.get(section.keyword());
    List<List<String>> rows = new ArrayList<>();
    for (TextLine line : section.lines()) {
      List<String> fields = line.fields();
      boolean size = fields.size() >= shape.least && fields.size() <= shape.most;
      Optional<String> wrong =
          size
              ? wrong(section.keyword(), fields)
              : Optional.of(section.keyword() + " has a line of " + TextLine.count(fields));
      wrong.ifPresent(what -> problems.at(line.where(), what, "write " + shape.words));
      rows.add(fields);
    }
    return new SharedSection(section.keyword(), rows, section.where());
  }

  private static Optional<String> wrong(String keyword, List<String> fields) {
    return switch (keyword) {
      case "$CDIO", "$LIBRARY" ->
          fields.size() == 2 && !fields.get(1).equals("1")
              ? quoted(fields.get(1), "is no 1")
              : Optional.empty();
      case "$ALIAS" ->
          fields.get(0).length() > LONGEST_ALIAS
              ? quoted(fields.get(0), "is too long an alias")
              : Optional.empty();
      case "$DYN_MAJOR" ->
          isDynMajor(fields) ? Optional.empty() : quoted(String.join(" ", fields), "is no range");
      default -> Optional.empty();
    };
  }

  private static Optional<String> quoted(String text, String what) {
    return Optional.of("'" + text + "' " + what);
  }

  private static boolean isDynMajor(List<String> fields) {
    String range = fields.get(1);
    int dash = range.indexOf('-');
    String low = dash < 0 ? range : range.substring(0, dash);
    String high = dash < 0 ? range : range.substring(dash + 1);
    Optional<Integer> first = Numbers.between(low, 0, 4095);
    return List.of("block", "char").contains(fields.get(0))
        && first.isPresent()
        && Numbers.between(high, first.get(), 4095).isPresent();
  }
}
