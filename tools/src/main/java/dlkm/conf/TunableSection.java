package dlkm.conf;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads {@code $TUNABLE} of a master file (spec §3.1). */
final class TunableSection {

  private TunableSection() {}

  /** The tunables of the section. */
  static List<TunableDefault> read(MasterSection section, ProblemList problems) {
    List<TunableDefault> tunables = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (TextLine line : section.lines()) {
      List<String> fields = line.fields();
      if (fields.size() < 2 || fields.size() > 3) {
        problems.at(
            line.where(),
            "a tunable has " + TextLine.count(fields),
            "write its name, its default and, if there is one, its minimum");
        continue;
      }
      Optional<String> minimum = fields.size() == 3 ? Optional.of(fields.get(2)) : Optional.empty();
      TunableDefault tunable =
          new TunableDefault(fields.get(0), fields.get(1), minimum, line.where());
      if (!seen.add(tunable.name())) {
        problems.at(line.where(), "tunable '" + tunable.name() + "' is there twice", "keep one");
      }
      TunableRules.checkDefault(tunable, problems);
      tunables.add(tunable);
    }
    return tunables;
  }
}
