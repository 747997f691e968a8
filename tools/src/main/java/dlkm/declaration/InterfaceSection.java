package dlkm.declaration;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads {@code $INTERFACE}: {@code base} alone, or interfaces with versions (spec §3.1). */
final class InterfaceSection {

  static final String TODO = "write '$INTERFACE', then 'base' or 'NAME VERSION' lines";

  /** The interface of a file whose section is wrong or missing. */
  static final Interfaces BASE = new Interfaces(true, List.of());

  private InterfaceSection() {}

  static Interfaces read(MasterSection section, ProblemList problems) {
    boolean base = false;
    List<InterfaceUse> uses = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (TextLine line : section.lines()) {
      if (!seen.add(line.first())) {
        problems.at(line.where(), "'" + line.first() + "' is there twice", "keep one");
      }
      if (line.text().equals("base")) {
        base = true;
      } else {
        use(line, problems).ifPresent(uses::add);
      }
    }
    checkBase(section, base, problems);
    return new Interfaces(base, uses);
  }

  private static void checkBase(MasterSection section, boolean base, ProblemList problems) {
    if (section.lines().isEmpty()) {
      problems.at(section.where(), "$INTERFACE is empty", "write 'base' or 'NAME VERSION' lines");
    }
    if (base && section.lines().size() > 1) {
      problems.at(
          section.where(),
          "$INTERFACE has 'base' and other lines",
          "'base' stands alone: keep it or the interfaces");
    }
  }

  private static Optional<InterfaceUse> use(TextLine line, ProblemList problems) {
    List<String> fields = line.fields();
    if (fields.size() != 2 || !Character.isDigit(fields.get(1).charAt(0))) {
      problems.at(
          line.where(),
          "wrong interface '" + line.text() + "'",
          "write its name and its version, as 'wsio 1.0', or 'base' alone");
      return Optional.empty();
    }
    return Optional.of(new InterfaceUse(fields.get(0), fields.get(1), line.where()));
  }
}
