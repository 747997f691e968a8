package dlkm.saved;

import dlkm.funcset.FunctionSet;
import dlkm.funcset.HeldPlan;
import dlkm.funcset.RegistrationChange;
import dlkm.host.Caller;
import dlkm.host.Transaction;
import java.io.IOException;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * {@code kconfig -H}: drops all that is held for the shutdown (spec §9.5), and the plan goes back
 * to what it was before.
 */
public final class HeldDrop {

  /**
   * What was dropped.
   *
   * @param modules those that it was about
   * @param files those of the plan that are as they were
   */
  public record Result(SortedSet<String> modules, SortedSet<String> files) {}

  private HeldDrop() {}

  /** Drops it. The caller holds the state lock. */
  public static Result run(FunctionSet set, Caller caller) throws IOException {
    HeldPlan plan = HeldPlan.of(set);
    Result dropped = new Result(set.held().modules(), new TreeSet<>(plan.changes().keySet()));
    if (!dropped.modules.isEmpty() || !plan.isEmpty()) {
      // Killed after the plan, the rest is still held, and dropped by the next try.
      takeBack(set, plan);
      RegistrationChange change = RegistrationChange.of(set, caller.user(), caller::say);
      dropped.modules.forEach(change::cancel);
      change.holdPlan(HeldPlan.NOTHING).apply("kconfig -H");
    }
    return dropped;
  }

  private static void takeBack(FunctionSet set, HeldPlan plan) throws IOException {
    Transaction transaction = Transaction.begin(set.host());
    transaction.orAbandon(
        () -> {
          boolean _ =
              SavedPlan.prepare(
                  set.host(), plan.takenBack(SavedPlan.read(set.host())), transaction);
          transaction.commit();
        });
  }
}
