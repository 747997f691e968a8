package dlkm.conf;

import dlkm.problem.Where;
import java.math.BigInteger;
import java.util.Optional;

/** What a tunable's name and values may be (spec §3.1, §4.3). */
public final class Tunables {

  private static final String VALUE_RULE =
      "a value is a number, a formula or a word without blanks, quotes and backslashes";

  private Tunables() {}

  static void check(TunableDefault tunable, Problems problems) {
    Where where = tunable.where();
    checkPair(tunable.name(), tunable.value(), where, problems);
    tunable
        .minimum()
        .filter(minimum -> !Names.isValue(minimum))
        .ifPresent(m -> problems.at(where, "'" + m + "' is no minimum", VALUE_RULE));
    belowMinimum(tunable, tunable.value())
        .ifPresent(what -> problems.at(where, what, "raise the default or lower the minimum"));
  }

  static void checkPair(String name, String value, Where where, Problems problems) {
    if (!Names.isIdentifier(name)) {
      problems.at(where, "'" + name + "' is no tunable name", Names.IDENTIFIER_RULE);
    }
    if (!Names.isValue(value)) {
      problems.at(where, "'" + value + "' is no value", VALUE_RULE);
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
    return Optional.of(
        tunable.name() + " " + value + " is below its minimum " + tunable.minimum().get());
  }
}
