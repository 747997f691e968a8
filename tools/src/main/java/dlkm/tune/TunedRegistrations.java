package dlkm.tune;

import dlkm.funcset.FunctionSet;
import dlkm.funcset.HeldChanges;
import dlkm.funcset.HeldPlan;
import dlkm.funcset.RegistrationChange;
import dlkm.host.Transaction;
import dlkm.registry.Registration;
import dlkm.saved.AccompanyingPlanFiles;
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
  private final String why;

  /**
   * Values of registered modules.
   *
   * @param values by module and name
   */
  TunedRegistrations(
      FunctionSet set,
      Transaction transaction,
      boolean planChanges,
      HeldPlan plan,
      SortedMap<String, Map<String, String>> values,
      String why) {
    super(set, transaction, planChanges, plan);
    this.set = set;
    this.values = values;
    this.why = why;
  }

  @Override
  public boolean isEmpty() {
    return super.isEmpty() && values.isEmpty();
  }

  @Override
  public void now(RegistrationChange change) {
    values.forEach(change::tune);
  }

  @Override
  protected void hold(RegistrationChange change) {
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
