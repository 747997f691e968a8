package dlkm.registry;

import dlkm.problem.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.UnaryOperator;

/** The dependencies of registered modules that a planned registry would lack (spec §6.3). */
public final class LackingDependencies {

  private LackingDependencies() {}

  /**
   * A problem for each of them.
   *
   * @param then the planned registry
   * @param ours the names that are modules of ours; all others are the kernel's own
   * @param lack what would become of the needed module, for the message
   * @param remedy what to do, by the needed module
   */
  public static List<Problem> problems(
      Registry then, Collection<String> ours, String lack, UnaryOperator<String> remedy) {
    List<Problem> problems = new ArrayList<>();
    for (Registration registration : then.all()) {
      for (String needed : registration.dependencies()) {
        if (ours.contains(needed) && then.find(needed).isEmpty()) {
          problems.add(
              new Problem(
                  registration.module(), "needs " + needed + ", " + lack, remedy.apply(needed)));
        }
      }
    }
    return problems;
  }
}
