package dlkm.tune;

import dlkm.declaration.TunableContent;
import dlkm.funcset.FunctionSet;
import dlkm.funcset.Generation;
import dlkm.registry.Registry;
import dlkm.registry.TunableValue;
import java.util.Optional;

/**
 * The values that a kernel's modules are registered with (spec §9.4): those are in force after a
 * load, now and at the next boot, whatever is planned for the next build.
 *
 * @param lastBoot what the kernel was last booted with; absent where it never was
 * @param runs whether there is anything that runs now
 */
public record RegisteredTunables(
    Optional<Registry> lastBoot, Registry now, Registry then, boolean runs) {

  /** Those of a kernel, with what is held. */
  public static RegisteredTunables of(FunctionSet set) {
    Registry now = set.registry();
    return new RegisteredTunables(
        set.lastKnownGood().map(Generation::registry),
        now,
        set.pending().map(Generation::registry).orElse(now),
        true);
  }

  /** Those of a saved configuration. */
  public static RegisteredTunables saved(Generation generation) {
    return new RegisteredTunables(
        Optional.empty(), generation.registry(), generation.registry(), false);
  }

  /** The value in the running kernel; of a module that isn't loaded, that of the next load. */
  public Optional<String> now(TunableStatus status) {
    return runs ? status.current().or(() -> value(now, status)) : Optional.empty();
  }

  /**
   * Whether a loaded module has the planned value: the kernel shows it; or it doesn't, and the
   * value is that of the registered image.
   */
  public boolean isInForce(TunableStatus status) {
    Optional<String> planned = status.planned().map(TunableContent::text);
    return status.isCurrent()
        || status.current().isEmpty() && planned.isPresent() && value(now, status).equals(planned);
  }

  /** The value that the last boot gave it. */
  public Optional<String> booted(TunableStatus status) {
    return lastBoot.flatMap(registry -> value(registry, status));
  }

  /** The value after the next boot; of a module that isn't registered, the planned one. */
  public Optional<String> next(TunableStatus status) {
    return value(then, status).or(() -> status.planned().map(TunableContent::text));
  }

  /** Whether the next boot brings another value. */
  public boolean isPending(TunableStatus status) {
    Optional<String> now = now(status);
    return now.isPresent()
        && next(status).filter(next -> !TunableStatus.same(now.get(), next)).isPresent();
  }

  /** Whether a module is registered with another value than the planned one: a build is needed. */
  public boolean isBehindPlan(TunableStatus status) {
    Optional<String> registered = value(then, status);
    return registered.isPresent() && !registered.equals(status.planned().map(TunableContent::text));
  }

  private static Optional<String> value(Registry registry, TunableStatus status) {
    return status.module().flatMap(registry::find).stream()
        .flatMap(registration -> registration.tunables().stream())
        .filter(tunable -> tunable.name().equals(status.name()))
        .map(TunableValue::value)
        .findFirst();
  }
}
