package dlkm.declaration;

import dlkm.problem.Where;
import java.util.List;
import java.util.Optional;

/** Reads {@code $TYPE}: the module itself, its type, its class and three more (spec §3.1). */
final class TypeSection {

  private static final List<String> TYPES =
      List.of(
          "wsio_class",
          "wsio_intfc",
          "streams_mod",
          "streams_drv",
          "misc",
          "wsio2_class",
          "wsio2_intfc");

  /**
   * The fields after the module's name.
   *
   * @param more fields 4 to 6
   */
  record Fields(ModuleType type, Optional<String> className, List<String> more) {}

  /** The fields of a file whose section is wrong or missing. */
  static final Fields NONE = new Fields(ModuleType.MISC, Optional.empty(), List.of());

  private TypeSection() {}

  /** What a file without the section needs. */
  static String todo(String module) {
    return "write '$TYPE', then '" + line(module);
  }

  private static String line(String module) {
    return module + " TYPE', TYPE one of " + String.join(" ", TYPES);
  }

  static Fields read(MasterSection section, String module, ProblemList problems) {
    String todo = "write '" + line(module);
    Optional<TextLine> line = section.single(todo, problems);
    if (line.isEmpty()) {
      return NONE;
    }
    List<String> fields = line.get().fields();
    Where where = line.get().where();
    Owner.check(fields.getFirst(), module, where, problems);
    if (fields.size() < 2) {
      problems.at(where, "$TYPE has no type", todo);
      return NONE;
    }
    Optional<ModuleType> type = ModuleType.of(fields.get(1));
    if (type.isEmpty()) {
      problems.at(
          where,
          "unknown type of module '" + fields.get(1) + "'",
          SimilarName.advice(fields.get(1), TYPES));
    }
    checkCount(fields, type, where, problems);
    return new Fields(
        type.orElse(ModuleType.MISC),
        fields.size() > 2 ? Optional.of(fields.get(2)) : Optional.empty(),
        fields.size() > 3 ? fields.subList(3, fields.size()) : List.of());
  }

  private static void checkCount(
      List<String> fields, Optional<ModuleType> type, Where where, ProblemList problems) {
    boolean bare = type.filter(TypeSection::isBare).isPresent();
    if (fields.size() > (bare ? 2 : 6)) {
      problems.at(
          where,
          "$TYPE has " + TextLine.count(fields),
          bare
              ? "a " + fields.get(1) + " module has two: its name and its type"
              : "6 at most: name, type, class and three more");
    }
  }

  private static boolean isBare(ModuleType type) {
    return switch (type) {
      case STREAMS_MOD, MISC -> true;
      case WSIO_CLASS, WSIO_INTFC, STREAMS_DRV -> false;
    };
  }
}
