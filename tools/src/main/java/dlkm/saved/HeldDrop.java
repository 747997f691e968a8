package dlkm.saved;

import dlkm.component.Families;
import dlkm.funcset.FunctionSet;
import dlkm.funcset.HeldPlan;
import dlkm.funcset.RegistrationChange;
import dlkm.host.Caller;
import dlkm.host.Transaction;
import dlkm.installedkernel.InstalledKernel;
import dlkm.problem.PartlyDoneException;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import dlkm.update.ModuleUpdate;
import dlkm.update.PlannedUse;
import dlkm.update.UpdateTiming;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Drops what is held for the shutdown, and the plan goes back to what it was before: both or
 * neither. All of it ({@code kconfig -H}, spec §9.5), or what is held for some modules ({@code
 * kmupdate -n}, spec §4.6) and {@link HeldPart} has with them: their plan would have the next
 * command do at once what was held.
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
  private final String why;

  private HeldDrop(
      FunctionSet set,
      Transaction transaction,
      boolean planChanges,
      SortedSet<String> modules,
      HeldPlan rest,
      String why) {
    super(set, transaction, planChanges, new Held(HeldPlan.NOTHING, rest));
    this.modules = modules;
    this.why = why;
  }

  /** Drops all. The caller holds the state lock. */
  public static Result run(FunctionSet set, Caller caller) throws IOException {
    HeldPlan plan = HeldPlan.of(set);
    return run(set, caller, set.held().modules(), plan, HeldPlan.NOTHING, "kconfig -H");
  }

  /**
   * Drops held updates of modules, each with those of the rest of its family.
   *
   * @throws ProblemException when none is held of one of them, nor of its family
   */
  public static Result updates(FunctionSet set, Caller caller, List<String> names)
      throws IOException {
    Set<String> held = set.held().updates().keySet();
    List<String> families = names.stream().map(name -> Families.of(set.host(), name)).toList();
    List<String> modules = Families.expand(set.host(), families, held::contains);
    return some(set, caller, modules, held, "update");
  }

  /**
   * Drops held removals of modules.
   *
   * @throws ProblemException when none is held of one of them
   */
  public static Result removals(FunctionSet set, Caller caller, List<String> modules)
      throws IOException {
    return some(set, caller, modules, set.held().removals(), "removal");
  }

  private static Result some(
      FunctionSet set, Caller caller, List<String> modules, Set<String> held, String kind)
      throws IOException {
    List<Problem> problems = new ArrayList<>();
    for (String module : modules) {
      if (!held.contains(module)) {
        problems.add(new Problem(module, "no " + kind + " of it is held", "nothing to cancel"));
      }
    }
    if (!problems.isEmpty()) {
      throw new ProblemException(problems);
    }
    HeldPart part = HeldPart.of(set, modules, caller.notices());
    String why = "cancel " + String.join(" ", new TreeSet<>(modules));
    return run(set, caller, part.modules(), part.dropped(), part.rest(), why);
  }

  private static Result run(
      FunctionSet set,
      Caller caller,
      SortedSet<String> modules,
      HeldPlan plan,
      HeldPlan rest,
      String why)
      throws IOException {
    SortedMap<String, String> now = SavedPlan.read(set.host());
    SortedMap<String, String> then = plan.takenBack(now);
    SortedSet<String> back = new TreeSet<>(plan.changes().keySet());
    for (String path : plan.changes().keySet()) {
      List<Problem> wrong = wrong(set, path, now, then);
      if (!wrong.isEmpty()) {
        wrong.forEach(problem -> caller.say(problem.toString()));
        caller.say(path + ": stays as it is planned now");
        then.put(path, now.get(path));
        back.remove(path);
      }
    }
    Transaction transaction = Transaction.begin(set.host());
    return transaction.orAbandon(
        () -> {
          boolean planChanges = SavedPlan.prepare(set.host(), then, transaction);
          HeldDrop drop = new HeldDrop(set, transaction, planChanges, modules, rest, why);
          InstalledKernel kernel = new InstalledKernel(set.host(), set.release());
          ModuleUpdate.Result _ =
              new ModuleUpdate(kernel, caller, drop).run(List.of(), UpdateTiming.EITHER);
          PartlyDoneException.after(() -> PlannedUse.refreshOthers(set, caller.notices()));
          return new Result(modules, back);
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
    return why;
  }
}
