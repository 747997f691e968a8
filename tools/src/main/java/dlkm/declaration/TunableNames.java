package dlkm.declaration;

import dlkm.problem.Problem;
import dlkm.problem.Where;
import java.util.List;
import java.util.Optional;

/**
 * What a tunable's name may be, and which tunables a module has (spec §4.3). Values are checked
 * together, in {@link PlannedTunables}.
 */
final class TunableNames {

  private TunableNames() {}

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
            known.isEmpty() ? "it has none" : SimilarName.advice(name, known)));
  }

  static void checkName(String name, Where where, ProblemList problems) {
    if (!NameRules.isIdentifier(name)) {
      problems.at(where, "wrong tunable name '" + name + "'", NameRules.IDENTIFIER_RULE);
    }
  }
}
