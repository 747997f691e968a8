package dlkm.saved;

import dlkm.changelog.Changed;
import dlkm.changelog.Recording;
import dlkm.component.InstalledModule;
import dlkm.funcset.FunctionSet;
import dlkm.funcset.Generation;
import dlkm.funcset.HeldPlan;
import dlkm.funcset.RegistrationChange;
import dlkm.host.Caller;
import dlkm.host.Host;
import dlkm.host.OwnFile;
import dlkm.host.Transaction;
import dlkm.installedkernel.InstalledKernel;
import dlkm.load.StaticRule;
import dlkm.problem.PartlyDoneException;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import dlkm.registry.Registration;
import dlkm.registry.Registry;
import dlkm.update.Candidate;
import dlkm.update.ModuleUpdate;
import dlkm.update.PlannedUse;
import dlkm.update.RunningStates;
import dlkm.update.UpdateTiming;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;

/**
 * Brings a saved configuration back (spec §9.5): its registrations and its plan, all or nothing. At
 * once where it can, and then the running kernel follows: modules that become unused are unloaded,
 * those that become loaded are loaded. Where one of them can't be, all of it is held for the
 * shutdown, and the plan is that of the next boot. What was held before is dropped.
 */
public final class ConfigurationLoad {

  private final InstalledKernel kernel;
  private final FunctionSet set;
  private final Caller caller;
  private final Configuration saved;
  private final Generation generation;
  private final List<Registration> images = new ArrayList<>();
  private final List<Registration> phases = new ArrayList<>();
  private final List<String> removals = new ArrayList<>();

  /** What happened, for the front end. */
  public record Result(boolean nothing, boolean held, List<Problem> why) {}

  /** Loads a configuration. */
  public ConfigurationLoad(InstalledKernel kernel, Caller caller, Configuration saved) {
    this.kernel = kernel;
    this.caller = caller;
    this.saved = saved;
    set = new FunctionSet(kernel.host(), kernel.release());
    generation = new Configurations(set).generation(saved);
  }

  private void compare(Registry then, Registry now) {
    for (Registration registration : then.all()) {
      var before = now.find(registration.module());
      if (before.isEmpty() || !before.get().hasSameContent(registration)) {
        images.add(registration);
      } else if (!before.get().phases().equals(registration.phases())) {
        phases.add(registration);
      }
    }
    for (String module : now.names()) {
      if (then.find(module).isEmpty()) {
        removals.add(module);
      }
    }
  }

  /**
   * Loads it.
   *
   * @param atShutdown whether it is for the next boot in any case ({@code -n})
   * @throws ProblemException when a module of it can't be registered: nothing changed
   */
  public Result run(boolean atShutdown) throws IOException {
    SortedMap<String, String> now = SavedPlan.read(kernel.host());
    SortedMap<String, String> plan = SavedPlan.of(kernel.host(), now, saved.plan());
    Registry then = generation.registry();
    requirePlan(then, now);
    Registry agreed = SavedPlan.agreed(then, plan);
    compare(agreed, set.registry());
    requireInstalled();
    Transaction transaction = Transaction.begin(kernel.host());
    return transaction.orAbandon(
        () -> {
          boolean planChanges = SavedPlan.prepare(kernel.host(), plan, transaction);
          AccompanyingPlanFiles.Held held =
              new AccompanyingPlanFiles.Held(HeldPlan.between(now, plan), HeldPlan.NOTHING);
          Others others = new Others(transaction, planChanges, held, running(now, agreed, plan));
          if (images.isEmpty() && others.isEmpty()) {
            transaction.abandon();
            return new Result(true, false, List.of());
          }
          return run(atShutdown, others);
        });
  }

  private Result run(boolean atShutdown, Others others) {
    List<Candidate> candidates =
        images.stream().map(r -> Candidate.of(r, generation.image(r))).toList();
    List<Problem> why = new ArrayList<>(leavingStatic());
    UpdateTiming mode = atShutdown || !why.isEmpty() ? UpdateTiming.SHUTDOWN : UpdateTiming.EITHER;
    ModuleUpdate.Result result = new ModuleUpdate(kernel, caller, others).run(candidates, mode);
    // The update went by the plan that this one replaces.
    PartlyDoneException.after(() -> PlannedUse.refresh(set, caller.notices()));
    PartlyDoneException.after(() -> PlannedUse.refreshOthers(set, caller.notices()));
    boolean held = false;
    if (result instanceof ModuleUpdate.Result.Held waiting) {
      held = true;
      why.addAll(waiting.why());
    }
    boolean _ =
        Recording.note(
            Changed.done(
                    Changed.Kind.CONFIGURATION,
                    saved.name(),
                    atShutdown ? "marked for the next boot" : "loaded",
                    "",
                    "generation " + saved.generation())
                .of(set.release())
                .with(held ? Changed.HELD : Changed.DONE));
    return new Result(false, held, List.copyOf(why));
  }

  /** What comes back can be written, and is what the tools take. */
  private void requirePlan(Registry then, SortedMap<String, String> now) {
    Host host = kernel.host();
    PlanCheck check = new PlanCheck(host, saved.name(), saved.plan(), then);
    saved
        .plan()
        .forEach(
            (path, text) -> {
              OwnFile.requireRegular(host, host.path(path), "move it away");
              // What is there already may be wrong: nothing becomes worse.
              if (!text.equals(now.get(path))) {
                check.check(path, text);
              }
            });
    check.require().ofOtherVersions().forEach(problem -> caller.say(problem.toString()));
  }

  /** A module that was deleted since has no component files that its plan could be for. */
  private void requireInstalled() {
    List<Problem> problems = new ArrayList<>();
    for (Registration registration : images) {
      if (!InstalledModule.hasSource(kernel.host(), registration.module())) {
        problems.add(
            new Problem(
                registration.module(),
                "is part of configuration " + saved.name() + ", and not installed any more",
                "install it with 'kminstall -a " + registration.module() + "'"));
      }
    }
    if (!problems.isEmpty()) {
      throw new ProblemException(problems);
    }
  }

  /** The static modules that are not part of it. */
  private List<Problem> leavingStatic() {
    return kernel.isRunning()
        ? removals.stream().filter(set::isStatic).map(StaticRule::onlyByBoot).toList()
        : List.of();
  }

  /**
   * What becomes unused and what becomes loaded, by the registrations and plans of now and then.
   */
  private RunningStates running(
      SortedMap<String, String> now, Registry then, SortedMap<String, String> plan) {
    Registry before = set.registry();
    List<String> unused = new ArrayList<>(removals);
    Stream.concat(images.stream(), phases.stream())
        .filter(registration -> !registration.isStatic() && !registration.phases().used())
        .map(Registration::module)
        .filter(module -> before.find(module).isPresent())
        .forEach(unused::add);
    List<String> loaded = new ArrayList<>(LoadedState.of(then, plan));
    loaded.removeAll(LoadedState.of(before, HeldPlan.of(set).takenBack(now)));
    return RunningStates.of(kernel, unused, loaded);
  }

  /** What changes besides the images: removals, phases, and the files of the plan. */
  private final class Others extends AccompanyingPlanFiles {

    private final RunningStates running;

    Others(Transaction transaction, boolean planChanges, Held plan, RunningStates running) {
      super(set, transaction, planChanges, plan);
      this.running = running;
    }

    @Override
    public RunningStates running() {
      return running;
    }

    @Override
    public boolean isEmpty() {
      return super.isEmpty() && phases.isEmpty() && removals.isEmpty() && set.held().isEmpty();
    }

    /** Nothing else leads to the images of a configuration that nobody saved. */
    @Override
    public Optional<Generation> source() {
      return Optional.of(generation);
    }

    private void dropHeld(RegistrationChange change) {
      set.held().modules().forEach(change::cancel);
    }

    @Override
    protected void atOnce(RegistrationChange change) {
      dropHeld(change);
      removals.forEach(change::unregister);
      for (Registration registration : phases) {
        change.configure(registration.module(), registration.phases().configured());
        change.use(registration.module(), registration.phases().used());
      }
    }

    @Override
    protected void hold(RegistrationChange change) {
      dropHeld(change);
      removals.forEach(change::holdRemoval);
      phases.forEach(registration -> change.hold(registration, generation.image(registration)));
    }

    @Override
    public String why(String update) {
      return "load " + saved.name();
    }
  }
}
