package dlkm.saved;

import dlkm.funcset.FunctionSet;
import dlkm.funcset.HeldPlan;
import dlkm.funcset.RegistrationChange;
import dlkm.host.Caller;
import dlkm.host.Transaction;
import dlkm.installedkernel.InstalledKernel;
import dlkm.problem.PartlyDoneException;
import dlkm.update.ModuleUpdate;
import dlkm.update.PlannedUse;
import dlkm.update.UpdateTiming;
import java.io.IOException;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * {@code kconfig -H}: drops all that is held for the shutdown (spec §9.5), and the plan goes back
 * to what it was before: both or neither.
 */
public final class HeldDrop extends AccompanyingPlanFiles {

  /**
   * What was dropped.
   *
   * @param modules those that it was about
   * @param files those of the plan that are as they were
   */
  public record Result(SortedSet<String> modules, SortedSet<String> files) {}

  private final SortedSet<String> modules;

  private HeldDrop(FunctionSet set, Transaction transaction, boolean planChanges) {
    super(set, transaction, planChanges, new Held(HeldPlan.NOTHING, HeldPlan.NOTHING));
    modules = set.held().modules();
  }

  /** Drops it. The caller holds the state lock. */
  public static Result run(FunctionSet set, Caller caller) throws IOException {
    HeldPlan plan = HeldPlan.of(set);
    Result dropped = new Result(set.held().modules(), new TreeSet<>(plan.changes().keySet()));
    Transaction transaction = Transaction.begin(set.host());
    return transaction.orAbandon(
        () -> {
          boolean planChanges =
              SavedPlan.prepare(
                  set.host(), plan.takenBack(SavedPlan.read(set.host())), transaction);
          HeldDrop drop = new HeldDrop(set, transaction, planChanges);
          InstalledKernel kernel = new InstalledKernel(set.host(), set.release());
          ModuleUpdate.Result _ =
              new ModuleUpdate(kernel, caller, drop).run(List.of(), UpdateTiming.EITHER);
          PartlyDoneException.after(() -> PlannedUse.refreshOthers(set, caller.notices()));
          return dropped;
        });
  }

  @Override
  public boolean isEmpty() {
    return super.isEmpty() && modules.isEmpty();
  }

  @Override
  protected void atOnce(RegistrationChange change) {
    modules.forEach(change::cancel);
  }

  @Override
  public String why(String update) {
    return "kconfig -H";
  }
}
