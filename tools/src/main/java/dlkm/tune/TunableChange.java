package dlkm.tune;

import dlkm.component.TextEdits;
import dlkm.config.Configure;
import dlkm.funcset.FunctionSet;
import dlkm.funcset.Generation;
import dlkm.funcset.HeldPlan;
import dlkm.host.Caller;
import dlkm.host.Layout;
import dlkm.host.Transaction;
import dlkm.installedkernel.InstalledKernel;
import dlkm.kernel.LoadedModules;
import dlkm.modname.ModuleName;
import dlkm.problem.PartlyDoneException;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import dlkm.registry.Registration;
import dlkm.registry.Registry;
import dlkm.saved.BackupRule;
import dlkm.saved.SavedPlan;
import dlkm.update.ModuleUpdate;
import dlkm.update.UnderStateLock;
import dlkm.update.UpdateTiming;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * {@code kctune}: gives tunables values that are in force at the next boot of a kernel at the
 * latest (spec §9.2, §9.4), all of them or none. Planned, registered, and brought into loaded
 * modules where all of those allow it; else held for the next boot. A module whose values are built
 * into its image is built.
 */
public final class TunableChange {

  /**
   * The outcome; a failure is an exception, and changed nothing.
   *
   * @param held whether loaded modules keep other values until the next boot
   * @param why why it had to be held; empty where that was asked for
   */
  public record Result(boolean held, List<Problem> why) {

    public Result {
      why = List.copyOf(why);
    }
  }

  private final InstalledKernel kernel;
  private final FunctionSet set;
  private final Caller caller;
  private final Path hpuxSystem;
  private final List<PlannedValueChange> changes;

  /** The plan before the change: a build goes by the changed one. */
  private SortedMap<String, String> texts = new TreeMap<>();

  /** A change that is wanted. */
  public TunableChange(InstalledKernel kernel, Caller caller, List<PlannedValueChange> changes) {
    this.kernel = kernel;
    this.caller = caller;
    this.changes = List.copyOf(changes);
    set = new FunctionSet(kernel.host(), kernel.release());
    hpuxSystem = kernel.host().path(Layout.SYSTEM);
  }

  /**
   * Makes the change.
   *
   * @param hold whether it is for the next boot in any case ({@code -h})
   * @throws ProblemException when it can't be made
   */
  public Result run(boolean hold, BackupRule backup) {
    TextEdits edits = new TextEdits(set.host());
    List<String> builds = new ArrayList<>();
    Work first =
        UnderStateLock.run(
            caller,
            () -> {
              Work work = plan(edits);
              builds.addAll(work.concerned().toBuild(registered(isLater(work, hold))));
              requireBuildable(builds);
              backup.apply(set, caller);
              if (builds.isEmpty()) {
                work = work.with(apply(work, hold));
              } else {
                boolean _ = edits.commit();
              }
              return work;
            });
    return builds.isEmpty() ? first.result() : built(edits, first, builds, hold);
  }

  /** What is to be done, and what became of it. */
  private record Work(TextEdits edits, ConcernedTunables concerned, Result result) {

    Work with(Result done) {
      return new Work(edits, concerned, done);
    }
  }

  private Work plan(TextEdits edits) throws IOException {
    texts = SavedPlan.read(set.host());
    TunableStatuses before = TunableStatuses.read(set.host(), hpuxSystem);
    new Tuning(set.host(), hpuxSystem).edit(changes, edits);
    TunableStatuses after = TunableStatuses.read(set.host(), hpuxSystem, edits);
    return new Work(
        edits, ConcernedTunables.of(changes, before, after), new Result(false, List.of()));
  }

  /** A static module's image is that of a whole kernel. */
  private void requireBuildable(List<String> builds) {
    List<Problem> problems = new ArrayList<>();
    for (String module : builds) {
      if (set.isStatic(module)) {
        problems.add(
            new Problem(
                module,
                "is static, and its values are built into the whole kernel",
                "plan the value with 'kmtune -s', then 'config -K "
                    + set.release()
                    + " -u "
                    + Layout.SYSTEM
                    + "'"));
      }
    }
    if (!problems.isEmpty()) {
      throw new ProblemException(problems);
    }
  }

  private Result built(TextEdits edits, Work planned, List<String> builds, boolean hold) {
    try {
      List<Configure.Built> _ = new Configure(caller, kernel).run(builds);
      return UnderStateLock.run(caller, () -> apply(planned, hold));
    } catch (ProblemException | UncheckedIOException e) {
      boolean _ =
          UnderStateLock.run(
              caller,
              () -> {
                edits.takeBack();
                return true;
              });
      throw e;
    }
  }

  private Result apply(Work work, boolean hold) throws IOException {
    List<TunableStatus> waiting = hold ? List.of() : waiting(work.concerned());
    boolean later = isLater(work, hold);
    RunningTunables running =
        later
            ? new RunningTunables(List.of(), waiting)
            : RunningTunables.apply(set.host(), waiting);
    try {
      boolean held = register(work, later) && !isInForce(work.concerned(), running);
      List<Problem> why = new ArrayList<>();
      running.held().stream()
          .filter(status -> !status.dynamic())
          .forEach(status -> why.add(kept(status)));
      why.addAll(behind(work.concerned()));
      return new Result(hold || held, why);
    } catch (IOException | RuntimeException e) {
      if (!(e instanceof PartlyDoneException)) {
        running.undo(set.host());
      }
      throw e;
    }
  }

  /** Whether the change has to wait for the next boot, as one of the values can't change now. */
  private boolean isLater(Work work, boolean hold) {
    return hold
        || !waiting(work.concerned()).stream()
            .allMatch(status -> status.dynamic() && status.current().isPresent());
  }

  /** The records that the change is about: those of the next boot, and those that are there now. */
  private List<Registration> registered(boolean later) {
    Registry now = set.registry();
    Registry then = set.pending().map(Generation::registry).orElse(now);
    List<Registration> records = new ArrayList<>(then.all());
    if (!later) {
      now.all().stream().filter(r -> then.find(r.module()).isPresent()).forEach(records::add);
    }
    return records;
  }

  private void tellReplaced(ConcernedTunables concerned) {
    RegisteredTunables registered = RegisteredTunables.of(set);
    concerned.all().stream()
        .filter(_ -> set.pending().isPresent())
        .filter(registered::isPending)
        .forEach(status -> caller.say(status.name() + ": what is held for it is replaced"));
  }

  private static Problem kept(TunableStatus status) {
    return new Problem(
        status.name(),
        "module "
            + status.module().orElseThrow()
            + " is loaded, and doesn't let "
            + status.current().orElse("its value")
            + " be changed",
        "");
  }

  /** Those whose module isn't used, so that it wasn't built. */
  private List<Problem> behind(ConcernedTunables concerned) {
    RegisteredTunables registered = RegisteredTunables.of(set);
    return concerned.all().stream()
        .filter(registered::isBehindPlan)
        .map(
            status ->
                new Problem(
                    status.name(),
                    "module "
                        + status.module().orElseThrow()
                        + " is not used, and was built with "
                        + registered.next(status).orElseThrow(),
                    "'config -M " + status.module().orElseThrow() + " -u' once it is used"))
        .toList();
  }

  /** The concerned tunables of modules that run with other values, or don't show theirs. */
  private List<TunableStatus> waiting(ConcernedTunables concerned) {
    if (!kernel.isRunning()) {
      return List.of();
    }
    return concerned.all().stream()
        .filter(status -> !status.isCurrent())
        .filter(status -> status.module().filter(this::isLoaded).isPresent())
        .toList();
  }

  private boolean isLoaded(String module) {
    return LoadedModules.find(set.host(), ModuleName.kernelForm(module)).isPresent();
  }

  private boolean isInForce(ConcernedTunables concerned, RunningTunables running) {
    return running.held().isEmpty() && waiting(concerned).size() == running.applied().size();
  }

  /** Returns whether it is held. */
  private boolean register(Work work, boolean later) throws IOException {
    SortedMap<String, Map<String, String>> parameters =
        work.concerned().parameters(registered(later));
    List<String> builds = work.concerned().toBuild(registered(later));
    if (!later) {
      tellReplaced(work.concerned());
    }
    SortedMap<String, String> then = texts(work.edits());
    Transaction transaction = Transaction.begin(set.host());
    try {
      boolean planChanges = SavedPlan.prepare(set.host(), then, transaction);
      HeldPlan plan = HeldPlan.between(before(then, work.edits()), then);
      if (parameters.isEmpty() && builds.isEmpty() && (!later || set.current().isEmpty())) {
        if (planChanges) {
          transaction.commit();
        } else {
          transaction.abandon();
        }
        return later;
      }
      UpdateTiming timing =
          later || builds.stream().anyMatch(this::isRunning)
              ? UpdateTiming.SHUTDOWN
              : UpdateTiming.EITHER;
      ModuleUpdate update =
          new ModuleUpdate(
              kernel,
              caller,
              new TunedRegistrations(set, transaction, planChanges, plan, parameters, why()));
      return (builds.isEmpty() ? update.run(List.of(), timing) : update.run(builds, timing, false))
          instanceof ModuleUpdate.Result.Held;
    } catch (IOException | RuntimeException e) {
      // Partly done, the next command completes the plan.
      if (!(e instanceof PartlyDoneException)) {
        transaction.abandon();
      }
      throw e;
    }
  }

  private boolean isRunning(String module) {
    return kernel.isRunning() && isLoaded(module);
  }

  private SortedMap<String, String> before(SortedMap<String, String> then, TextEdits edits) {
    SortedMap<String, String> before = new TreeMap<>(then);
    for (String path : then.keySet()) {
      if (edits.texts().containsKey(set.host().path(path))) {
        before.compute(path, (_, _) -> texts.get(path));
      }
    }
    return before;
  }

  /** The plan with the edits. What other commands changed during a build stays. */
  private SortedMap<String, String> texts(TextEdits edits) throws IOException {
    SortedMap<String, String> then = SavedPlan.read(set.host());
    then.replaceAll((path, _) -> edits.text(set.host().path(path)));
    String hpux = edits.text(hpuxSystem);
    if (!hpux.isEmpty()) {
      then.put(Layout.SYSTEM, hpux);
    }
    return then;
  }

  private String why() {
    StringBuilder why = new StringBuilder(caller.tool());
    changes.forEach(change -> why.append(' ').append(change.name()));
    return why.toString();
  }
}
