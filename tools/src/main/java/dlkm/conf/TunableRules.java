package dlkm.conf;

import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import dlkm.problem.Where;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * What a tunable's name and values may be (spec §4.3). A value is a number, a formula or a word. A
 * number below the minimum is refused, wherever it stands: as a default in the master file, as a
 * planned value in the system file, as an argument of {@code kmtune -s}. A formula is only known to
 * the compiler: it isn't compared with the minimum, and nothing is added to it.
 */
public final class TunableRules {

  private static final String VALUE_RULE =
      "a value is a number, a formula or a word without blanks, quotes and backslashes";

  private TunableRules() {}

  /** Whether only the compiler can tell what number the value is. */
  public static boolean isFormula(String value) {
    return Numbers.of(value).isEmpty() && value.chars().anyMatch(c -> "()*/+".indexOf(c) >= 0);
  }

  /**
   * What is wrong when the value is below the tunable's minimum. Only numbers are compared: neither
   * a value nor a minimum that is a formula.
   */
  public static Optional<String> belowMinimum(TunableDefault tunable, String value) {
    Optional<BigInteger> minimum = tunable.minimum().flatMap(Numbers::of);
    Optional<BigInteger> number = Numbers.of(value);
    if (minimum.isEmpty() || number.isEmpty() || number.get().compareTo(minimum.get()) >= 0) {
      return Optional.empty();
    }
    return Optional.of(value + " is below its minimum " + tunable.minimum().get());
  }

  /**
   * The sum of two numbers, {@code kmtune -s name+value}.
   *
   * @throws ProblemException when one of them is a formula or a word
   */
  public static String sum(String tunable, String value, String added) {
    return number(tunable, value).add(number(tunable, added)).toString();
  }

  private static BigInteger number(String tunable, String text) {
    return Numbers.of(text)
        .orElseThrow(
            () ->
                new ProblemException(
                    tunable, "'" + text + "' is not a number", "set the value with '='"));
  }

  /** What is wrong with an override of a tunable, if anything. */
  static Optional<Problem> override(MasterFile master, String place, String name, String value) {
    Optional<TunableDefault> tunable = master.tunable(name);
    if (tunable.isEmpty()) {
      List<String> known = master.tunables().stream().map(TunableDefault::name).toList();
      return Optional.of(
          Problem.of(
              place,
              "'" + name + "' is no tunable of " + master.module(),
              known.isEmpty() ? "it has none" : Nearest.advice(name, known)));
    }
    return belowMinimum(tunable.get(), value)
        .map(
            what ->
                Problem.of(
                    place, name + " " + what, "the minimum is set at " + tunable.get().where()));
  }

  static void checkDefault(TunableDefault tunable, ProblemList problems) {
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
}
