package dlkm.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Ids of modules: the same as long as a module is registered, never used for another one (spec
 * §6.1).
 */
class RegistryIdsTest {

  private static final Instant WHEN = Instant.EPOCH;

  /** A step: registered (again) or unregistered. */
  record Step(String module, boolean register) {}

  @Property(tries = 300)
  void idsAreStableAndNeverUsedAgain(@ForAll("steps") List<Step> steps) {
    Registry registry = Registry.empty("6.1.0-test", "kis");
    Map<String, Integer> present = new HashMap<>();
    Set<Integer> gone = new HashSet<>();
    for (Step step : steps) {
      if (step.register()) {
        registry = registry.register(SomeRegistrations.of(step.module(), "00"), WHEN, "tester");
        int id = registry.find(step.module()).orElseThrow().id();
        assertThat(gone).doesNotContain(id);
        assertThat(present.getOrDefault(step.module(), id)).isEqualTo(id);
        present.put(step.module(), id);
      } else {
        registry = registry.unregister(step.module());
        if (present.containsKey(step.module())) {
          gone.add(present.remove(step.module()));
        }
      }
      registry = RegistryText.read("krs", RegistryText.write(registry));
      assertThat(present.values()).doesNotHaveDuplicates().doesNotContain(0);
      assertThat(registry.names()).containsExactlyInAnyOrderElementsOf(present.keySet());
      for (var entry : present.entrySet()) {
        assertThat(registry.findById(entry.getValue()).orElseThrow().module())
            .isEqualTo(entry.getKey());
      }
    }
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    return Combinators.combine(Arbitraries.of("a", "b", "c", "d"), Arbitraries.of(true, false))
        .as(Step::new)
        .list()
        .ofMaxSize(30);
  }
}
