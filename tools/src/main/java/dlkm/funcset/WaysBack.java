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
 * Where {@code kmupdate -r} leads: for each registered module the newest earlier generation in
 * which it had another image than now, however many changes without a new image came since.
 */
final class WaysBack {

  private WaysBack() {}

  /**
   * The generation for each module that has one.
   *
   * @param earlier the generations that were current before, oldest first; a damaged one leads
   *     nowhere
   */
  static Map<String, Generation> of(Registry now, List<Generation> earlier) {
    Map<String, Generation> ways = new HashMap<>();
    for (Generation generation : earlier.reversed()) {
      if (ways.size() == now.all().size()) {
        break;
      }
      for (Registration then : registered(generation)) {
        now.find(then.module())
            .filter(present -> !present.image().sha256().equals(then.image().sha256()))
            .ifPresent(_ -> ways.putIfAbsent(then.module(), generation));
      }
    }
    return ways;
  }

  private static Collection<Registration> registered(Generation generation) {
    try {
      return generation.registry().all();
    } catch (ProblemException | UncheckedIOException e) {
      return List.of();
    }
  }
}
