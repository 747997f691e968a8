package dlkm.declaration;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads {@code $TUNABLE} of a master file (spec §3.1). */
final class TunableSection {

  /** Stands for the minimum where there is a maximum alone. */
  static final String NO_LIMIT = "-";

  private TunableSection() {}

  /** The tunables of the section. */
  static List<TunableDefault> read(MasterSection section, ProblemList problems) {
    List<TunableDefault> tunables = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (TextLine line : section.lines()) {
      List<String> fields = line.values();
      if (fields.size() < 2 || fields.size() > 4) {
        problems.at(
            line.where(),
            "a tunable has " + TextLine.count(fields),
            "write its name, its default and, if there are any, its minimum and its maximum");
        continue;
      }
      TunableDefault tunable =
          new TunableDefault(
              fields.get(0), fields.get(1), limit(fields, 2), limit(fields, 3), line.where());
      if (!seen.add(tunable.name())) {
        problems.at(line.where(), "tunable '" + tunable.name() + "' is there twice", "keep one");
      }
      TunableNames.checkName(tunable.name(), line.where(), problems);
      tunables.add(tunable);
    }
    return tunables;
  }

  private static Optional<String> limit(List<String> fields, int at) {
    return Optional.of(at)
        .filter(index -> index < fields.size())
        .map(fields::get)
        .filter(limit -> !limit.equals(NO_LIMIT));
  }
}
