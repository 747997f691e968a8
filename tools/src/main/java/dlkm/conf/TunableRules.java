package dlkm.conf;

import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import dlkm.problem.Where;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * What a tunable's name may be, and what is added to its value (spec §4.3). Its values are checked
 * together with those of the others, in {@link PlannedTunables}.
 */
public final class TunableRules {

  private TunableRules() {}

  /**
   * The sum of two numbers, {@code kmtune -s name+value}.
   *
   * @throws ProblemException when one of them is a formula or a text
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

  /** What is wrong when the module has no tunable of that name. */
  static Optional<Problem> unknown(MasterFile master, String place, String name) {
    if (master.tunable(name).isPresent()) {
      return Optional.empty();
    }
    List<String> known = master.tunables().stream().map(TunableDefault::name).toList();
    return Optional.of(
        Problem.of(
            place,
            "'" + name + "' is no tunable of " + master.module(),
            known.isEmpty() ? "it has none" : Nearest.advice(name, known)));
  }

  static void checkName(String name, Where where, ProblemList problems) {
    if (!NameRules.isIdentifier(name)) {
      problems.at(where, "wrong tunable name '" + name + "'", NameRules.IDENTIFIER_RULE);
    }
  }
}
