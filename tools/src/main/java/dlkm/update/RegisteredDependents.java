package dlkm.update;

import dlkm.funcset.FunctionSet;
import dlkm.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Registered modules that need one whose registration ends (spec §4.7). */
public final class RegisteredDependents {

  private RegisteredDependents() {}

  /**
   * Why a module can't go, if others need it.
   *
   * @param going all that go; they may need each other
   * @param mayStay dependents that count for nothing
   * @param todo what to do, from the first dependent's name
   */
  public static Optional<Problem> problem(
      FunctionSet set,
      String module,
      List<String> going,
      Predicate<String> mayStay,
      UnaryOperator<String> todo) {
    List<String> dependents = new ArrayList<>(set.registry().dependents(module));
    dependents.removeAll(going);
    dependents.removeIf(mayStay);
    return dependents.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Problem(
                module,
                "is needed by "
                    + String.join(", ", dependents)
                    + ", registered with kernel "
                    + set.release(),
                todo.apply(dependents.getFirst())));
  }
}
