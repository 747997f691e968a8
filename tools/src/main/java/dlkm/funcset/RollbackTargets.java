package dlkm.funcset;

import dlkm.problem.ProblemException;
import dlkm.registry.Registration;
import dlkm.registry.Registry;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The targets of {@code kmupdate -r}: for each registered module the newest earlier generation in
 * which it had another image than now, however many changes without a new image came since.
 */
final class RollbackTargets {

  private RollbackTargets() {}

  /**
   * The generation for each module that has one.
   *
   * @param earlier the generations that were current before, oldest first; a damaged one is no
   *     target
   */
  static Map<String, Generation> of(Registry now, List<Generation> earlier) {
    Map<String, Generation> targets = new HashMap<>();
    for (Generation generation : earlier.reversed()) {
      if (targets.size() == now.all().size()) {
        break;
      }
      for (Registration then : registered(generation)) {
        now.find(then.module())
            .filter(present -> !present.image().sha256().equals(then.image().sha256()))
            .ifPresent(_ -> targets.putIfAbsent(then.module(), generation));
      }
    }
    return targets;
  }

  private static Collection<Registration> registered(Generation generation) {
    try {
      return generation.registry().all();
    } catch (ProblemException | UncheckedIOException e) {
      return List.of();
    }
  }
}
