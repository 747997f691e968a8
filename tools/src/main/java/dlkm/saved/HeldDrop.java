package dlkm.saved;

import dlkm.funcset.FunctionSet;
import dlkm.funcset.HeldPlan;
import dlkm.funcset.RegistrationChange;
import dlkm.host.Caller;
import dlkm.host.Transaction;
import dlkm.installedkernel.InstalledKernel;
import dlkm.problem.PartlyDoneException;
import dlkm.problem.Problem;
import dlkm.update.ModuleUpdate;
import dlkm.update.PlannedUse;
import dlkm.update.UpdateTiming;
import java.io.IOException;
import java.util.List;
import java.util.SortedMap;
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
    SortedMap<String, String> now = SavedPlan.read(set.host());
    HeldPlan plan = HeldPlan.of(set);
    SortedMap<String, String> then = plan.takenBack(now);
    SortedSet<String> files = new TreeSet<>(plan.changes().keySet());
    for (String path : plan.changes().keySet()) {
      List<Problem> wrong = wrong(set, path, now, then);
      if (!wrong.isEmpty()) {
        wrong.forEach(problem -> caller.say(problem.toString()));
        caller.say(path + ": stays as it is planned now");
        then.put(path, now.get(path));
        files.remove(path);
      }
    }
    Result dropped = new Result(set.held().modules(), files);
    Transaction transaction = Transaction.begin(set.host());
    return transaction.orAbandon(
        () -> {
          boolean planChanges = SavedPlan.prepare(set.host(), then, transaction);
          HeldDrop drop = new HeldDrop(set, transaction, planChanges);
          InstalledKernel kernel = new InstalledKernel(set.host(), set.release());
          ModuleUpdate.Result _ =
              new ModuleUpdate(kernel, caller, drop).run(List.of(), UpdateTiming.EITHER);
          PartlyDoneException.after(() -> PlannedUse.refreshOthers(set, caller.notices()));
          return dropped;
        });
  }

  /**
   * Why a file can't be as it was before: component files that were installed since don't take it.
   * Nothing where the present one is as wrong.
   */
  private static List<Problem> wrong(
      FunctionSet set, String path, SortedMap<String, String> now, SortedMap<String, String> then) {
    return then.containsKey(path) && now.containsKey(path) && check(set, path, now, "now").isEmpty()
        ? check(set, path, then, "before what was held")
        : List.of();
  }

  private static List<Problem> check(
      FunctionSet set, String path, SortedMap<String, String> plan, String shown) {
    return new PlanCheck(set.host(), shown, plan, set.registry()).check(path, plan.get(path)).all();
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
