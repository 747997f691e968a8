package dlkm.update;

import dlkm.funcset.RegistrationChange;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Drops what is held for the shutdown ({@code -n}, spec §4.6): of all the modules, or of none. */
final class Cancellation {

  private Cancellation() {}

  /**
   * Adds it to the change.
   *
   * @param held the modules of which something of this kind is held
   * @param kind an update, or a removal
   * @throws ProblemException when nothing of the kind is held of one of the modules
   */
  static void add(
      RegistrationChange change, List<String> modules, Collection<String> held, String kind) {
    List<Problem> problems = new ArrayList<>();
    for (String module : modules) {
      if (!held.contains(module)) {
        problems.add(new Problem(module, "no " + kind + " of it is held", "nothing to cancel"));
      }
      change.cancel(module);
    }
    if (!problems.isEmpty()) {
      throw new ProblemException(problems);
    }
  }
}
