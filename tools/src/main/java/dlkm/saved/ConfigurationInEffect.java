package dlkm.saved;

import dlkm.funcset.FunctionSet;
import dlkm.funcset.Generation;
import dlkm.registry.Registration;
import dlkm.registry.Registry;
import java.io.IOException;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Whether a saved configuration is the running one, or that of the next boot ({@code kconfig -w}):
 * found by comparing, so that it is right whatever commands came since.
 *
 * @param running the same registrations and plan as now
 * @param nextBoot the same as held
 */
public record ConfigurationInEffect(boolean running, boolean nextBoot) {

  /** Compares one with what is there. */
  public static ConfigurationInEffect of(FunctionSet set, Configuration saved) throws IOException {
    Generation generation = set.generation(saved.generation());
    SortedMap<String, String> plan = SavedPlan.read(set.host());
    if (!plan.equals(SavedPlan.of(set.host(), plan, saved.plan()))) {
      return new ConfigurationInEffect(false, false);
    }
    SortedMap<String, String> then = facts(SavedPlan.agreed(generation.registry(), plan));
    Optional<Generation> pending = set.pending();
    boolean running = then.equals(facts(set.registry()));
    boolean next = pending.map(held -> then.equals(facts(held.registry()))).orElse(running);
    return new ConfigurationInEffect(running, next);
  }

  private static SortedMap<String, String> facts(Registry registry) {
    SortedMap<String, String> facts = new TreeMap<>();
    for (Registration registration : registry.all()) {
      facts.put(
          registration.module(),
          registration.image().sha256()
              + " "
              + registration.phases()
              + " "
              + registration.tunables());
    }
    return facts;
  }
}
