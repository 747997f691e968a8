package dlkm.conf;

import dlkm.problem.Where;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a tunable's name and values may be (spec §3.1, §4.3). */
public final class Tunables {

  private static final String VALUE_RULE =
      "a value is a number, a formula or a word without blanks, quotes and backslashes";

  private Tunables() {}

  /** The tunables of a {@code $TUNABLE} section. */
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
      check(tunable, problems);
      tunables.add(tunable);
    }
    return tunables;
  }

  private static void check(TunableDefault tunable, ProblemList problems) {
    Where where = tunable.where();
    checkPair(tunable.name(), tunable.value(), where, problems);
    tunable
        .minimum()
        .filter(minimum -> !NameRules.isValue(minimum))
        .ifPresent(m -> problems.at(where, "wrong minimum '" + m + "'", VALUE_RULE));
    belowMinimum(tunable, tunable.value())
        .ifPresent(
            what ->
                problems.at(
                    where, tunable.name() + " " + what, "raise the default or lower the minimum"));
  }

  static void checkPair(String name, String value, Where where, ProblemList problems) {
    if (!NameRules.isIdentifier(name)) {
      problems.at(where, "wrong tunable name '" + name + "'", NameRules.IDENTIFIER_RULE);
    }
    if (!NameRules.isValue(value)) {
      problems.at(where, "wrong value '" + value + "'", VALUE_RULE);
    }
  }

  /**
   * What is wrong when the value is below the tunable's minimum. Not checked when either is a
   * formula (spec §4.3).
   */
  public static Optional<String> belowMinimum(TunableDefault tunable, String value) {
    Optional<BigInteger> minimum = tunable.minimum().flatMap(Numbers::of);
    Optional<BigInteger> number = Numbers.of(value);
    if (minimum.isEmpty() || number.isEmpty() || number.get().compareTo(minimum.get()) >= 0) {
      return Optional.empty();
    }
    return Optional.of(value + " is below its minimum " + tunable.minimum().get());
  }
}
