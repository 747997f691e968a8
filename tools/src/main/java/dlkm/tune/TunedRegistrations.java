package dlkm.tune;

import dlkm.funcset.FunctionSet;
import dlkm.funcset.HeldChanges;
import dlkm.funcset.RegistrationChange;
import dlkm.host.Transaction;
import dlkm.registry.Registration;
import dlkm.saved.AccompanyingPlanFiles;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Other values of the parameters of registered modules, with the files that plan them: their images
 * stay, so nothing is loaded again.
 */
final class TunedRegistrations extends AccompanyingPlanFiles {

  private final FunctionSet set;
  private final SortedMap<String, Map<String, String>> values;
  private final List<String> restored;
  private final String why;

  /**
   * Values of registered modules.
   *
   * @param values by module and name
   * @param restored modules for which another image is held, and whose registered one has the
   *     values
   */
  TunedRegistrations(
      FunctionSet set,
      Transaction transaction,
      boolean planChanges,
      Held plan,
      SortedMap<String, Map<String, String>> values,
      List<String> restored,
      String why) {
    super(set, transaction, planChanges, plan);
    this.set = set;
    this.values = values;
    this.restored = restored;
    this.why = why;
  }

  @Override
  public boolean isEmpty() {
    return super.isEmpty() && !changesRegistry();
  }

  /** Whether more changes than the files of the plan. */
  boolean changesRegistry() {
    return !values.isEmpty() || !restored.isEmpty() || releasesPlan();
  }

  @Override
  protected void atOnce(RegistrationChange change) {
    values.forEach(change::tune);
    restore(change);
  }

  /** The registered image stays at the shutdown too; other phases that are held come then. */
  private void restore(RegistrationChange change) {
    for (String module : restored) {
      Registration now = set.registry().find(module).orElseThrow();
      Registration then = change.held().updates().get(module);
      if (then == null || then.phases().equals(now.phases())) {
        change.cancel(module);
      } else {
        change.hold(now.withPhases(then.phases()), set.current().orElseThrow().image(now));
      }
    }
  }

  @Override
  protected void hold(RegistrationChange change) {
    restore(change);
    HeldChanges held = change.held();
    values.forEach(
        (module, tuned) -> {
          Optional<Registration> then = Optional.ofNullable(held.updates().get(module));
          if (then.isPresent()) {
            change.hold(then.get().tuned(tuned), held.images().get(module));
          } else {
            Registration now = set.registry().find(module).orElseThrow();
            change.hold(now.tuned(tuned), set.current().orElseThrow().image(now));
          }
        });
  }

  @Override
  public String why(String update) {
    return why;
  }
}
