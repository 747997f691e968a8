package dlkm.tune;

import dlkm.component.TextEdits;
import dlkm.config.Configure;
import dlkm.funcset.BuildArea;
import dlkm.funcset.FunctionSet;
import dlkm.funcset.Generation;
import dlkm.funcset.HeldPlan;
import dlkm.host.Caller;
import dlkm.host.Layout;
import dlkm.host.Transaction;
import dlkm.installedkernel.InstalledKernel;
import dlkm.kernel.LoadedModules;
import dlkm.modname.ModuleName;
import dlkm.plan.BuildPlanner;
import dlkm.plan.IncludedModules;
import dlkm.problem.PartlyDoneException;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import dlkm.registry.Registration;
import dlkm.registry.Registry;
import dlkm.saved.AccompanyingPlanFiles;
import dlkm.saved.BackupRule;
import dlkm.saved.ChangeAroundBuild;
import dlkm.saved.SavedPlan;
import dlkm.update.Candidate;
import dlkm.update.ModuleUpdate;
import dlkm.update.UpdateTiming;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

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
    return new ChangeAroundBuild(caller).run(new Steps(hold, backup));
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

  /** Another command gave a tunable of this change a value during the build. */
  private static Optional<Problem> changedSince(
      TunableStatus mine, TunableStatuses earlier, TunableStatuses now) {
    Optional<TunableStatus> former = find(earlier, mine);
    Optional<TunableStatus> present = find(now, mine);
    if (present.isPresent() == former.isPresent()
        && present
            .flatMap(TunableStatus::override)
            .equals(former.flatMap(TunableStatus::override))) {
      return Optional.empty();
    }
    String value =
        present
            .map(status -> "to " + status.override().orElse(PlannedValueChange.DEFAULT))
            .orElse("and is no tunable any more");
    return Optional.of(
        new Problem(
            mine.name(),
            "was changed during the build by another command, " + value,
            "'kctune " + mine.name() + "' shows it; repeat the command to change it"));
  }

  private static Optional<TunableStatus> find(TunableStatuses statuses, TunableStatus wanted) {
    return statuses.all().stream().filter(status -> status.isSameTunable(wanted)).findFirst();
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

  private static Problem builtOtherwise(String module) {
    return new Problem(
        module, "was built with other values than are planned by now", "repeat the command");
  }

  private static void require(List<Problem> problems) {
    if (!problems.isEmpty()) {
      throw new ProblemException(problems);
    }
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

  /** The concerned tunables of loaded modules that have other values. */
  private List<TunableStatus> waiting(ConcernedTunables concerned) {
    if (!kernel.isRunning()) {
      return List.of();
    }
    RegisteredTunables registered = RegisteredTunables.of(set);
    return concerned.all().stream()
        .filter(status -> !registered.isInForce(status))
        .filter(status -> status.module().filter(this::isLoaded).isPresent())
        .toList();
  }

  private boolean isLoaded(String module) {
    return LoadedModules.find(set.host(), ModuleName.kernelForm(module)).isPresent();
  }

  private boolean isRunning(String module) {
    return kernel.isRunning() && isLoaded(module);
  }

  private String why() {
    StringBuilder why = new StringBuilder(caller.tool());
    changes.forEach(change -> why.append(' ').append(change.name()));
    return why.toString();
  }

  /** What became of the registrations. */
  private record Registered(boolean held, List<Problem> why) {}

  /** The steps, with what the first one found. */
  private final class Steps implements ChangeAroundBuild.Steps<Result> {

    private final boolean hold;
    private final BackupRule backup;
    private TunableStatuses before = new TunableStatuses(List.of(), List.of());
    private TextEdits edits = new TextEdits(set.host());
    private List<String> builds = List.of();
    private ConcernedTunables concerned = new ConcernedTunables(List.of());

    Steps(boolean hold, BackupRule backup) {
      this.hold = hold;
      this.backup = backup;
    }

    @Override
    public boolean plan() {
      before = TunableStatuses.read(set.host(), hpuxSystem);
      edit();
      List<Registration> registered = registered(isLater());
      builds = concerned.toBuild(registered);
      new TunedBuilds(kernel, registered).require(builds);
      return !builds.isEmpty();
    }

    /** Edits the present plan, and finds what that concerns. */
    private void edit() {
      edits = edited();
      TunableStatuses after = TunableStatuses.read(set.host(), hpuxSystem, edits);
      concerned = ConcernedTunables.of(changes, before, after);
    }

    private TextEdits edited() {
      TextEdits edited = new TextEdits(set.host());
      new Tuning(set.host(), hpuxSystem).edit(changes, edited);
      return edited;
    }

    @Override
    public void build() {
      List<Configure.Built> _ =
          new Configure(caller, kernel, this::edited, BuildPlanner.Scope.LOADABLE).run(builds);
    }

    @Override
    public Result apply() throws IOException {
      if (!builds.isEmpty()) {
        followOthers();
      }
      backup.apply(set, caller);
      List<TunableStatus> waiting = hold ? List.of() : waiting(concerned);
      boolean later = isLater();
      RunningTunables running =
          later
              ? new RunningTunables(List.of(), waiting)
              : RunningTunables.apply(set.host(), waiting);
      try {
        Registered registered = register(later);
        List<Problem> why = new ArrayList<>(registered.why());
        running.held().stream()
            .filter(status -> !status.dynamic())
            .forEach(status -> why.add(kept(status)));
        why.addAll(behind(concerned));
        return new Result(registered.held() && (hold || isPending(running)), why);
      } catch (PartlyDoneException e) {
        throw e;
      } catch (IOException | RuntimeException e) {
        running.undo(set.host());
        throw e;
      }
    }

    /** Values that others planned during the build stay, and may not be those of this change. */
    private void followOthers() {
      TunableStatuses earlier = before;
      before = TunableStatuses.read(set.host(), hpuxSystem);
      require(
          concerned.named(changes).stream()
              .flatMap(mine -> changedSince(mine, earlier, before).stream())
              .toList());
      edit();
      require(
          concerned.toBuild(registered(isLater())).stream()
              .filter(module -> !isBuilt(module))
              .map(TunableChange::builtOtherwise)
              .toList());
    }

    /** The values of others may be part of its formulas. */
    private boolean isBuilt(String module) {
      return new BuildArea(set)
          .find(module)
          .filter(record -> concerned.toBuild(List.of(record)).isEmpty())
          .isPresent();
    }

    /** Whether the change has to wait for the next boot, as one of the values can't change now. */
    private boolean isLater() {
      return hold
          || !waiting(concerned).stream()
              .allMatch(status -> status.dynamic() && status.current().isPresent());
    }

    /** Whether the next boot brings one of the values. Others of the module may be held besides. */
    private boolean isPending(RunningTunables running) {
      RegisteredTunables registered = RegisteredTunables.of(set);
      return !running.held().isEmpty()
          || concerned.all().stream()
              .filter(status -> !running.applied().contains(status))
              .anyMatch(registered::isPending);
    }

    private Registered register(boolean later) throws IOException {
      List<String> restored = restored();
      List<String> images =
          concerned.toBuild(registered(later)).stream()
              .filter(module -> !restored.contains(module))
              .toList();
      if (!later) {
        tellReplaced(concerned);
      }
      SortedMap<String, String> then =
          SavedTunableChange.edited(set.host(), SavedPlan.read(set.host()), edits);
      Transaction transaction = Transaction.begin(set.host());
      return transaction.orAbandon(
          () -> {
            boolean planChanges = SavedPlan.prepare(set.host(), then, transaction);
            TunedRegistrations tuned =
                new TunedRegistrations(
                    set,
                    transaction,
                    planChanges,
                    held(then, later),
                    concerned.parameters(registered(later)),
                    restored,
                    why());
            if (images.isEmpty()
                && !tuned.changesRegistry()
                && (!later || !planChanges || set.current().isEmpty())) {
              transaction.commit();
              boolean waits =
                  concerned.all().stream().anyMatch(RegisteredTunables.of(set)::isPending);
              return new Registered(later && (planChanges || waits), List.of());
            }
            return update(tuned, images, later);
          });
    }

    private Registered update(TunedRegistrations tuned, List<String> images, boolean later) {
      UpdateTiming timing =
          later || images.stream().anyMatch(TunableChange.this::isRunning)
              ? UpdateTiming.SHUTDOWN
              : UpdateTiming.EITHER;
      ModuleUpdate update = new ModuleUpdate(kernel, caller, tuned);
      ModuleUpdate.Result result = update.run(Candidate.built(set, families(images)), timing);
      return result instanceof ModuleUpdate.Result.Held waiting
          ? new Registered(true, waiting.why())
          : new Registered(false, List.of());
    }

    /** With what was built with them; the plan that they were built by is written with them. */
    private List<String> families(List<String> images) {
      return images.isEmpty() ? images : IncludedModules.of(kernel, images, caller.notices());
    }

    /** The modules that were built and turned out to be what is registered. */
    private List<String> restored() {
      BuildArea area = new BuildArea(set);
      return builds.stream()
          .filter(
              module ->
                  set.registry()
                      .find(module)
                      .filter(now -> area.find(module).filter(now::hasSameContent).isPresent())
                      .isPresent())
          .toList();
    }

    private AccompanyingPlanFiles.Held held(SortedMap<String, String> then, boolean later)
        throws IOException {
      SortedMap<String, String> now = SavedPlan.read(set.host());
      HeldPlan earlier = HeldPlan.of(set);
      return new AccompanyingPlanFiles.Held(
          HeldPlan.between(now, then), later ? earlier : earlier.beside(now, then, this::with));
    }

    /** Another plan with the values that this change gives. */
    private SortedMap<String, String> with(SortedMap<String, String> plan) {
      TextEdits other = SavedPlan.edits(set.host(), plan);
      TunableSearch search = new TunableSearch(concerned.all());
      new Tuning(set.host(), hpuxSystem)
          .edit(changes.stream().map(change -> change.assigned(search)).toList(), other);
      return SavedTunableChange.edited(set.host(), plan, other);
    }
  }
}
