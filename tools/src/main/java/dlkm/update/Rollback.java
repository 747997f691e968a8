package dlkm.update;

import dlkm.component.Families;
import dlkm.funcset.FunctionSet;
import dlkm.funcset.Generation;
import dlkm.problem.ProblemException;
import dlkm.registry.Registration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The images before the last update: of a module alone those of the newest generation with another
 * one, of a family those of the newest generation in which any of its modules had another one.
 */
final class Rollback {

  private final FunctionSet set;
  private final Map<String, Generation> targets = new HashMap<>();

  Rollback(FunctionSet set, List<String> modules) {
    this.set = set;
    for (String module : modules) {
      set.previous(module)
          .ifPresent(
              generation ->
                  targets.merge(
                      Families.of(set.host(), module),
                      generation,
                      (one, other) -> one.number() > other.number() ? one : other));
    }
  }

  /** Whether the module came into its family with the update that is rolled back. */
  boolean isNew(String module) {
    String family = Families.of(set.host(), module);
    Generation generation = targets.get(family);
    return generation != null
        && generation.registry().find(module).isEmpty()
        && Families.modules(set.host(), family).stream()
            .anyMatch(other -> generation.registry().find(other).isPresent());
  }

  /**
   * The module as it was then.
   *
   * @throws ProblemException when it isn't registered, or no kept generation has it
   */
  Candidate of(String module) {
    if (set.registry().find(module).isEmpty()) {
      throw new ProblemException(
          module, "is not registered with kernel " + set.release(), "nothing to roll back");
    }
    Generation generation = targets.get(Families.of(set.host(), module));
    if (generation == null || generation.registry().find(module).isEmpty()) {
      throw new ProblemException(
          module,
          "no kept generation has an earlier image of it",
          "build or import the version that you want, 'config -M "
              + module
              + "', and register it with 'kmupdate -M "
              + module
              + "'");
    }
    Registration record = generation.registry().find(module).get();
    return Candidate.read(
        set, record.withPhases(record.phases().used(true)), generation.image(record));
  }
}
