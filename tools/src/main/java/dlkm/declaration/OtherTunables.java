package dlkm.declaration;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The tunables that the formulas of a plan may name besides the module's own: those of the HP-UX
 * system file and of other modules (spec §9.4). They are read when a formula first names one, which
 * is rare.
 */
public final class OtherTunables {

  /** There are none. A master file's defaults name its own tunables only. */
  public static final OtherTunables NONE = new OtherTunables(List::of);

  /**
   * A module, or the traditional part of the kernel.
   *
   * @param overrides the planned values of those that don't have the declared one
   */
  public record Owner(List<TunableDefault> declared, Map<String, String> overrides) {
    public Owner {
      declared = List.copyOf(declared);
      overrides = Map.copyOf(overrides);
    }
  }

  private final Supplier<List<Owner>> reading;

  /** By the tunable's name; empty for a name that several have. */
  private Optional<Map<String, Optional<TunableEvaluator>>> owners = Optional.empty();

  /** Those of the owners, whose formulas name each other's too. */
  public OtherTunables(Supplier<List<Owner>> reading) {
    this.reading = reading;
  }

  private Map<String, Optional<TunableEvaluator>> owners() {
    if (owners.isEmpty()) {
      Map<String, Optional<TunableEvaluator>> read = new HashMap<>();
      for (Owner owner : reading.get()) {
        TunableEvaluator values = new TunableEvaluator(owner.declared(), owner.overrides(), this);
        for (TunableDefault tunable : owner.declared()) {
          read.merge(tunable.name(), Optional.of(values), (_, _) -> Optional.empty());
        }
      }
      owners = Optional.of(read);
    }
    return owners.get();
  }

  /** Whether a name stands for more than one tunable, so that a formula can't name it. */
  boolean isAmbiguous(String name) {
    return owners().containsKey(name) && owner(name).isEmpty();
  }

  /** Who has the tunable of that name. */
  Optional<TunableEvaluator> owner(String name) {
    return owners().getOrDefault(name, Optional.empty());
  }
}
