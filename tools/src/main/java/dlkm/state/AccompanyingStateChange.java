package dlkm.state;

import dlkm.funcset.FunctionSet;
import dlkm.funcset.HeldChanges;
import dlkm.funcset.RegistrationChange;
import dlkm.host.Transaction;
import dlkm.registry.Phases;
import dlkm.registry.Registration;
import dlkm.registry.Registry;
import dlkm.saved.AccompanyingPlanFiles;
import dlkm.update.RunningStates;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What changes besides new registrations: the phases of registered modules, whether they are used,
 * and the files of the plan.
 */
final class AccompanyingStateChange extends AccompanyingPlanFiles {

  private final FunctionSet set;
  private final SortedMap<String, Phases> phases;
  private final List<String> removals;
  private final RunningStates running;
  private final String why;

  /**
   * Changes of registered modules.
   *
   * @param phases what each of them gets
   * @param removals registrations that go
   * @param planChanges whether the transaction has anything to do
   * @param plan what is held of it
   * @param running what the running kernel does
   */
  AccompanyingStateChange(
      FunctionSet set,
      Transaction transaction,
      boolean planChanges,
      SortedMap<String, Phases> phases,
      List<String> removals,
      Held plan,
      RunningStates running,
      String why) {
    super(set, transaction, planChanges, plan);
    this.set = set;
    this.phases = phases;
    this.removals = removals;
    this.running = running;
    this.why = why;
  }

  /** What the modules get that the registry, or what is held, has otherwise. */
  static boolean changes(FunctionSet set, Map<String, Phases> phases) {
    Registry registry = set.registry();
    HeldChanges held = set.held();
    return phases.entrySet().stream()
        .anyMatch(
            entry ->
                held.concerns(entry.getKey())
                    || registry
                        .find(entry.getKey())
                        .filter(now -> !now.phases().equals(entry.getValue()))
                        .isPresent());
  }

  @Override
  public boolean isEmpty() {
    return super.isEmpty() && !registryChanges();
  }

  private boolean registryChanges() {
    return changes(set, phases) || !removals.isEmpty();
  }

  @Override
  public boolean registers() {
    return registryChanges() || releasesPlan();
  }

  @Override
  public RunningStates running() {
    return running;
  }

  @Override
  protected void atOnce(RegistrationChange change) {
    phases.forEach(
        (module, wanted) -> {
          if (isStateAlone(change.held(), module) || isMoved(change.held(), module)) {
            change.cancel(module);
          }
          change.configure(module, wanted.configured()).use(module, wanted.used());
        });
    removals.forEach(change::unregister);
  }

  /** A held update that makes it static, or static no longer. */
  private boolean isMoved(HeldChanges held, String module) {
    Registration then = held.updates().get(module);
    return then != null && then.isStatic() != set.isStatic(module);
  }

  /** A held change of phases alone, or of the registration itself: this one comes in its place. */
  private boolean isStateAlone(HeldChanges held, String module) {
    if (held.removals().contains(module)) {
      return true;
    }
    Optional<Registration> now = set.registry().find(module);
    Optional<Registration> then = Optional.ofNullable(held.updates().get(module));
    return then.isPresent()
        && now.filter(r -> r.withPhases(then.get().phases()).isSameModule(then.get())).isPresent();
  }

  @Override
  protected void hold(RegistrationChange change) {
    HeldChanges held = change.held();
    phases.forEach(
        (module, wanted) -> {
          Optional<Registration> now = set.registry().find(module);
          boolean moved = isMoved(held, module);
          if (moved) {
            change.cancel(module);
          }
          Registration then = moved ? null : held.updates().get(module);
          if (then != null) {
            Path image = held.images().get(module);
            change.hold(then.withPhases(with(then.phases(), wanted)), image);
          } else if (now.isPresent()) {
            Path image = set.current().orElseThrow().image(now.get());
            change.hold(now.get().withPhases(wanted), image);
          }
        });
    removals.forEach(change::holdRemoval);
  }

  private static Phases with(Phases phases, Phases wanted) {
    return phases.configured(wanted.configured()).used(wanted.used());
  }

  @Override
  public String why(String update) {
    return why;
  }
}
