package dlkm.state;

import dlkm.component.TextEdits;
import dlkm.config.Configure;
import dlkm.declaration.ModuleState;
import dlkm.declaration.Stub;
import dlkm.funcset.BuildArea;
import dlkm.funcset.FunctionSet;
import dlkm.funcset.HeldChanges;
import dlkm.funcset.HeldPlan;
import dlkm.host.Caller;
import dlkm.host.Transaction;
import dlkm.installedkernel.InstalledKernel;
import dlkm.load.StaticRule;
import dlkm.plan.BuildPlanner;
import dlkm.problem.PartlyDoneException;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import dlkm.registry.Phases;
import dlkm.registry.RegisteredPhaseChain;
import dlkm.registry.Registration;
import dlkm.registry.Registry;
import dlkm.saved.AccompanyingPlanFiles;
import dlkm.saved.BackupRule;
import dlkm.saved.ChangeAroundBuild;
import dlkm.saved.SavedPlan;
import dlkm.update.Candidate;
import dlkm.update.ModuleUpdate;
import dlkm.update.PlannedUse;
import dlkm.update.RunningStates;
import dlkm.update.UpdateTiming;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Changes of states of modules of a kernel (spec §9.2, §9.3), all or none of them. At once where
 * all of them can be; where one can't, as a module is in use or becomes part of the kernel, all are
 * held until the next boot.
 */
public final class StateChange {

  /**
   * The outcome; a failure is an exception, and changed nothing.
   *
   * @param held whether it is held until the next boot
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
  private final List<StateRequest> requests;

  /** The stub module, where it was built with a static one. */
  private final List<String> stubs = new ArrayList<>();

  /** A change that is wanted. */
  public StateChange(InstalledKernel kernel, Caller caller, List<StateRequest> requests) {
    this.kernel = kernel;
    this.caller = caller;
    this.requests = List.copyOf(requests);
    set = new FunctionSet(kernel.host(), kernel.release());
  }

  /**
   * Makes the change; builds modules for it that weren't built for the kernel.
   *
   * @param hold whether it is for the next boot in any case ({@code -h})
   * @throws ProblemException when it can't be made
   */
  public Result run(boolean hold, BackupRule backup) {
    return new ChangeAroundBuild(caller)
        .run(
            new ChangeAroundBuild.Steps<>() {
              private List<StateTarget> missing = List.of();

              @Override
              public boolean plan() throws IOException {
                missing = missing();
                return !missing.isEmpty();
              }

              @Override
              public void build() {
                StateChange.this.build(
                    missing, BuildPlanner.Scope.LOADABLE, StateTarget::isDynamic);
                StateChange.this.build(
                    missing, BuildPlanner.Scope.WHOLE, target -> !target.isDynamic());
              }

              @Override
              public Result apply() throws IOException {
                Result result = StateChange.this.apply(hold, backup);
                PartlyDoneException.after(() -> PlannedUse.refreshOthers(set, caller.notices()));
                return result;
              }
            });
  }

  private void build(
      List<StateTarget> missing, BuildPlanner.Scope scope, Predicate<StateTarget> which) {
    List<String> modules = missing.stream().filter(which).map(StateTarget::module).toList();
    if (!modules.isEmpty()) {
      new Configure(caller, kernel, this::planned, scope)
          .run(modules).stream()
              .map(Configure.Built::module)
              .filter(Stub.MODULE::equals)
              .forEach(stubs::add);
    }
  }

  /** The plan that a build goes by: it is written with the change. */
  private TextEdits planned() {
    try {
      SortedMap<String, String> then = plan(SavedPlan.read(set.host())).texts();
      return SavedPlan.edits(set.host(), then);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The modules to build. */
  private List<StateTarget> missing() throws IOException {
    StatePlan plan = plan(SavedPlan.read(set.host()));
    List<StateTarget> missing = new ArrayList<>(plan.unregistered(set.registry()));
    BuildArea area = new BuildArea(set);
    missing.removeIf(target -> area.find(target.module()).filter(target::isFor).isPresent());
    return missing;
  }

  private StatePlan plan(SortedMap<String, String> plan) {
    return StatePlan.of(set.host(), plan, requests);
  }

  private Result apply(boolean hold, BackupRule backup) throws IOException {
    SortedMap<String, String> texts = SavedPlan.read(set.host());
    StatePlan plan = plan(texts);
    List<StateTarget> targets = plan.targets();
    List<Candidate> candidates = candidates(plan);
    SortedMap<String, Phases> phases = phases(set.registry(), targets);
    checkChains(phases, candidates);
    tellOthers(targets);
    List<Problem> why = movingStatic(targets);
    boolean later = hold || !why.isEmpty();
    Transaction transaction = Transaction.begin(set.host());
    return transaction.orAbandon(
        () -> {
          backup.apply(set, caller);
          boolean planChanges = SavedPlan.prepare(set.host(), plan.texts(), transaction);
          AccompanyingStateChange accompanying =
              new AccompanyingStateChange(
                  set,
                  transaction,
                  planChanges,
                  phases,
                  leaving(targets),
                  held(texts, plan, later),
                  running(targets),
                  why());
          if (accompanying.isEmpty() && candidates.isEmpty() && accompanying.running().isEmpty()) {
            transaction.abandon();
            return new Result(!why.isEmpty(), why);
          }
          return update(accompanying, candidates, targets, why, later);
        });
  }

  private Result update(
      AccompanyingStateChange accompanying,
      List<Candidate> candidates,
      List<StateTarget> targets,
      List<Problem> obstacles,
      boolean later) {
    HeldChanges before = set.held();
    UpdateTiming mode = later ? UpdateTiming.SHUTDOWN : UpdateTiming.EITHER;
    ModuleUpdate update = new ModuleUpdate(kernel, caller, accompanying);
    return switch (update.run(candidates, mode)) {
      case ModuleUpdate.Result.Done _ -> {
        tellReplaced(targets, before);
        yield new Result(!obstacles.isEmpty(), obstacles);
      }
      case ModuleUpdate.Result.Held held -> {
        List<Problem> why = new ArrayList<>(obstacles);
        why.addAll(held.why());
        yield new Result(true, why);
      }
    };
  }

  /** The modules that become static, or are static no longer; none of a kernel that doesn't run. */
  private List<Problem> movingStatic(List<StateTarget> targets) {
    Registry now = set.registry();
    return targets.stream()
        .filter(_ -> kernel.isRunning())
        .filter(target -> target.movesStatic(now))
        .map(
            target ->
                target.state() == ModuleState.STATIC
                    ? new Problem(target.module(), "becomes static: only a boot changes that", "")
                    : StaticRule.onlyByBoot(target.module()))
        .toList();
  }

  /** Loaded modules that become unused, and are none of ours to unload. */
  private void tellOthers(List<StateTarget> targets) {
    List<String> others =
        inState(targets, ModuleState.UNUSED)
            .filter(Predicate.not(set.registry().names()::contains))
            .toList();
    for (String name : RunningStates.of(kernel, others, List.of()).leaving()) {
      caller.say(name + ": is loaded, not registered: 'rmmod " + name + "' unloads it");
    }
  }

  private RunningStates running(List<StateTarget> targets) {
    return RunningStates.of(
        kernel,
        inState(targets, ModuleState.UNUSED).filter(set.registry().names()::contains).toList(),
        inState(targets, ModuleState.LOADED).toList());
  }

  private static Stream<String> inState(List<StateTarget> targets, ModuleState state) {
    return targets.stream().filter(target -> target.state() == state).map(StateTarget::module);
  }

  private AccompanyingPlanFiles.Held held(
      SortedMap<String, String> texts, StatePlan plan, boolean later) {
    HeldPlan earlier = HeldPlan.of(set);
    HeldPlan rest =
        later ? earlier : earlier.beside(texts, plan.texts(), without -> plan(without).texts());
    return new AccompanyingPlanFiles.Held(HeldPlan.between(texts, plan.texts()), rest);
  }

  private String why() {
    StringBuilder why = new StringBuilder(caller.tool());
    for (StateRequest request : requests) {
      why.append(' ').append(request.module()).append('=');
      request.state().ifPresent(state -> why.append(state.word()));
    }
    return why.toString();
  }

  private void tellReplaced(List<StateTarget> targets, HeldChanges before) {
    for (StateTarget target : targets) {
      if (before.concerns(target.module())) {
        caller.say(target.module() + ": what is held for it is replaced");
      }
    }
  }

  /** The modules that aren't registered yet, as they were built, in their new phases. */
  private List<Candidate> candidates(StatePlan plan) {
    List<Candidate> candidates = new ArrayList<>();
    for (StateTarget target : plan.unregistered(set.registry())) {
      Registration built =
          new BuildArea(set)
              .find(target.module())
              .filter(target::isFor)
              .orElseThrow(() -> notBuilt(target));
      Phases phases = built.phases().configured(target.phase()).used(true);
      candidates.add(Candidate.of(built.withPhases(phases), set.builtImage(target.module())));
    }
    // Those of a static module are of a module of their own, which is static too.
    stubs.forEach(module -> candidates.add(Candidate.built(set, module)));
    return candidates;
  }

  private static ProblemException notBuilt(StateTarget target) {
    return new ProblemException(
        target.module(), "was built otherwise by another command", "repeat this one");
  }

  /** The static modules that the next kernel doesn't have. */
  private List<String> leaving(List<StateTarget> targets) {
    return targets.stream()
        .filter(target -> target.state() == ModuleState.UNUSED)
        .map(StateTarget::module)
        .filter(set::isStatic)
        .toList();
  }

  /**
   * The phases of the registered ones. A module that becomes static, or is it, has none that count.
   */
  static SortedMap<String, Phases> phases(Registry registry, List<StateTarget> targets) {
    SortedMap<String, Phases> phases = new TreeMap<>();
    for (StateTarget target : targets) {
      registry
          .find(target.module())
          .filter(_ -> !target.movesStatic(registry))
          .map(Registration::phases)
          .ifPresent(
              now -> {
                switch (target.state()) {
                  case UNUSED -> phases.put(target.module(), now.used(false));
                  case LOADED, AUTO ->
                      phases.put(target.module(), now.configured(target.phase()).used(true));
                  // What is held otherwise is dropped.
                  case STATIC -> phases.put(target.module(), now);
                }
              });
    }
    return phases;
  }

  /** No module may come before one that it needs. */
  private void checkChains(Map<String, Phases> phases, List<Candidate> candidates) {
    Registry now = set.registry();
    Registry then = now;
    for (Registration registration : now.all()) {
      Phases wanted = phases.get(registration.module());
      then = wanted == null ? then : then.replace(registration.withPhases(wanted));
    }
    for (Candidate candidate : candidates) {
      then = then.register(candidate.record(), Instant.EPOCH, caller.user());
    }
    List<Problem> problems =
        RegisteredPhaseChain.newClashes(
            now, then, "would be loaded", "choose another state or phase for one of them");
    if (!problems.isEmpty()) {
      throw new ProblemException(problems);
    }
  }
}
