package dlkm.update;

import dlkm.boot.ShutdownArming;
import dlkm.funcset.FirstImage;
import dlkm.funcset.FunctionSet;
import dlkm.funcset.Generation;
import dlkm.funcset.HeldChanges;
import dlkm.funcset.IndexFiles;
import dlkm.funcset.RegistrationChange;
import dlkm.host.Caller;
import dlkm.installedkernel.InstalledKernel;
import dlkm.kernel.LoadedModule;
import dlkm.kernel.LoadedModules;
import dlkm.load.LoadedDependents;
import dlkm.load.RegisteredImage;
import dlkm.load.StaticRule;
import dlkm.load.UnloadRule;
import dlkm.plan.IncludedModules;
import dlkm.problem.PartlyDoneException;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import dlkm.registry.Registration;
import dlkm.registry.Registry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code kmupdate -M} and {@code kmmodreg -M}: replaces registrations by candidates, all or none of
 * them, at once or held for the shutdown (spec §4.6, §6.2); {@link LiveReload} does it with what is
 * loaded. The caller holds the state lock and has let {@link Recovery} run.
 */
public final class ModuleUpdate {

  /** The outcome; a failure is an exception, and changed nothing. */
  public sealed interface Result {

    /**
     * Registered, and loaded again where the module was loaded.
     *
     * @param before the registry before the update
     * @param unchanged modules whose registered image is the candidate: nothing was done for them
     */
    record Done(
        Registry before,
        List<Candidate> updated,
        List<LiveReload.Swapped> swapped,
        List<Candidate> unchanged)
        implements Result {}

    /** Held for the shutdown; {@code why} is empty where that was asked for. */
    record Held(List<Candidate> held, List<Problem> why) implements Result {}
  }

  private final InstalledKernel kernel;
  private final FunctionSet set;
  private final Caller caller;
  private final AccompanyingChange accompanying;
  private final RunningStates states;

  /** An update of modules of a kernel. */
  public ModuleUpdate(InstalledKernel kernel, Caller caller) {
    this(kernel, caller, AccompanyingChange.NOTHING);
  }

  /** An update with which something else changes. */
  public ModuleUpdate(InstalledKernel kernel, Caller caller, AccompanyingChange accompanying) {
    this.kernel = kernel;
    this.accompanying = accompanying;
    this.set = new FunctionSet(kernel.host(), kernel.release());
    this.caller = caller;
    states = accompanying.running();
  }

  /**
   * Updates the modules, each with the rest of its family, to the images that were built last, or
   * with {@code previous} to those before their last update.
   *
   * @throws ProblemException when the kernel wouldn't take a candidate, or refused it: everything
   *     is as before
   */
  public Result run(List<String> names, UpdateTiming timing, boolean previous) {
    List<String> modules = IncludedModules.of(kernel, names, caller.notices());
    LoaderCheck loader = new LoaderCheck(caller, kernel);
    return run(loader, Candidate.all(set, modules, previous, caller.notices()), timing);
  }

  /**
   * The modules, each with the rest of its family, when a rollback of them would lead to before
   * their registration and that is certain; otherwise none.
   */
  public List<String> withFirstImage(List<String> names) {
    List<String> modules = IncludedModules.of(kernel, names, _ -> {});
    boolean all =
        modules.stream().allMatch(m -> set.previous(m).isEmpty() && FirstImage.isCertain(set, m));
    return all ? modules : List.of();
  }

  /**
   * Updates to these images, from wherever they are; fails as {@link #run(List, UpdateTiming,
   * boolean)}.
   */
  public Result run(List<Candidate> candidates, UpdateTiming timing) {
    return run(new LoaderCheck(caller, kernel), candidates, timing);
  }

  private Result run(LoaderCheck loader, List<Candidate> all, UpdateTiming timing) {
    Registry before = set.registry();
    List<Candidate> unchanged = unchanged(all);
    List<Candidate> candidates = all.stream().filter(c -> !unchanged.contains(c)).toList();
    if (candidates.isEmpty() && accompanying.isEmpty() && states.isEmpty()) {
      return new Result.Done(before, List.of(), List.of(), unchanged);
    }
    Registry stays = before;
    for (String module : accompanying.leaving()) {
      stays = stays.unregister(module);
    }
    HeldChanges held = accompanying.dropsHeld() ? HeldChanges.NOTHING : set.held();
    require(RegistrationCheck.check(kernel, stays, candidates));
    require(new UpdateCheck(caller, kernel, set, stays, held).refusals(loader, candidates, timing));
    if (timing == UpdateTiming.SHUTDOWN) {
      return hold(candidates, List.of());
    }
    List<Problem> boot = needsBoot(candidates);
    List<LoadedModule> loaded = boot.isEmpty() ? loaded(candidates) : List.of();
    List<Problem> busy = boot.isEmpty() ? new LiveObstacles(set, states).busy(loaded) : boot;
    if (!busy.isEmpty()) {
      timing.requireHolding(busy);
      return hold(candidates, busy);
    }
    return now(before, candidates, loaded, timing, unchanged);
  }

  /**
   * The candidates that only a boot can put in place: static ones, and those that are static now.
   */
  private List<Problem> needsBoot(List<Candidate> candidates) {
    List<Problem> problems = new ArrayList<>();
    if (kernel.isRunning()) {
      for (Candidate candidate : candidates) {
        Optional<Registration> now = set.registry().find(candidate.module());
        if (candidate.record().isStatic() || now.filter(Registration::isStatic).isPresent()) {
          problems.add(StaticRule.needsBoot(candidate.module()));
        }
      }
    }
    return problems;
  }

  /**
   * The candidates in place already, less those that depend on a changed one: a module can only
   * leave together with its users.
   */
  private List<Candidate> unchanged(List<Candidate> all) {
    List<Candidate> unchanged = new ArrayList<>(all);
    unchanged.removeIf(candidate -> !isInPlace(candidate));
    boolean again = true;
    while (again) {
      List<Candidate> changed = all.stream().filter(c -> !unchanged.contains(c)).toList();
      again = unchanged.removeIf(candidate -> changed.stream().anyMatch(candidate::needs));
    }
    return List.copyOf(unchanged);
  }

  /**
   * Whether the candidate is registered already, nothing is held for the module, and the loaded
   * code, if any, is that image: then an update would only interrupt a running driver.
   */
  private boolean isInPlace(Candidate candidate) {
    Optional<Registration> registered = set.registry().find(candidate.module());
    return registered.filter(candidate.record()::isSameModule).isPresent()
        && !set.held().concerns(candidate.module())
        && RegisteredImage.isIntact(set, registered.get())
        && (!kernel.isRunning() || isLoadedAs(registered.get()));
  }

  /** A module that isn't loaded is as good: the next load takes the registered image. */
  private boolean isLoadedAs(Registration registered) {
    Optional<LoadedModule> loaded = LoadedModules.find(set.host(), registered.kernelName());
    return loaded.isEmpty()
        || registered.image().buildId().isPresent()
            && loaded.get().buildId().equals(registered.image().buildId());
  }

  private static void require(List<Problem> problems) {
    if (!problems.isEmpty()) {
      throw new ProblemException(problems);
    }
  }

  private Result hold(List<Candidate> candidates, List<Problem> why) {
    if (registers(candidates)) {
      RegistrationChange change = change();
      accompanying.held(change);
      candidates.forEach(candidate -> change.hold(candidate.record(), candidate.file()));
      PreferredModules.planned(set).record(change, candidates);
      commit(change, prepare(change, accompanying.why(FirstImage.HOLD + names(candidates))));
      ShutdownArming.arm(set.host()).ifPresent(caller::say);
      ClaimedDevices.tell(set, candidates, caller.notices());
    } else {
      commitAlone();
    }
    return new Result.Held(candidates, why);
  }

  /** Whether there is another generation. */
  private boolean registers(List<Candidate> candidates) {
    return !candidates.isEmpty() || accompanying.registers();
  }

  private RegistrationChange change() {
    return RegistrationChange.of(set, caller.user(), caller::say, accompanying.source());
  }

  private Generation prepare(RegistrationChange change, String why) {
    try {
      require(TunedCheck.refusals(caller, kernel, change));
      Generation next = change.prepare(why);
      accompanying.announce(next);
      return next;
    } catch (IOException e) {
      abandon(change);
      throw new UncheckedIOException(e);
    } catch (RuntimeException e) {
      abandon(change);
      throw e;
    }
  }

  private void abandon(RegistrationChange change) {
    change.abandon();
    accompanying.abandon();
  }

  /**
   * What belongs to the generation follows it, and is completed by the next command if not here.
   */
  private void commit(RegistrationChange change, Generation next) {
    accompanying.commitAfter(() -> change.commit(next));
  }

  /** Where there is no other generation, the rest is all that is committed. */
  private void commitAlone() {
    try {
      accompanying.commit();
    } catch (IOException e) {
      accompanying.abandon();
      throw new UncheckedIOException(e);
    }
  }

  private static String names(List<Candidate> candidates) {
    return String.join(" ", candidates.stream().map(Candidate::module).toList());
  }

  private List<LoadedModule> loaded(List<Candidate> candidates) {
    List<LoadedModule> loaded = new ArrayList<>();
    if (!kernel.isRunning()) {
      return loaded;
    }
    for (Candidate candidate : candidates) {
      Registration record = candidate.record();
      if (states.leaving().contains(record.module())) {
        continue;
      }
      Optional<LoadedModule> module =
          LoadedDependents.find(set.host(), set.registry(), record.kernelName());
      if (module.isPresent() && set.registry().find(record.module()).isEmpty()) {
        refuseIdle(record, module.get());
      }
      module.ifPresent(loaded::add);
    }
    return loaded;
  }

  /** One that is in use can't be unloaded by its administrator either: its update is held. */
  private void refuseIdle(Registration record, LoadedModule loaded) {
    if (UnloadRule.check(set.host(), loaded, Set.of(), LiveObstacles.EXCHANGED).isEmpty()) {
      throw new ProblemException(
          record.module(),
          "is loaded but not registered: rollback would be impossible",
          "unload it with 'rmmod "
              + record.kernelName()
              + "', or hold the update until shutdown (kmupdate -a)");
    }
  }

  private Result now(
      Registry before,
      List<Candidate> candidates,
      List<LoadedModule> loaded,
      UpdateTiming timing,
      List<Candidate> unchanged) {
    boolean registers = registers(candidates);
    if (!registers && states.isEmpty()) {
      commitAlone();
      return new Result.Done(before, candidates, List.of(), unchanged);
    }
    RegistrationChange change = change();
    accompanying.now(change);
    candidates.forEach(candidate -> change.register(candidate.record(), candidate.file()));
    List<Problem> absent = new LiveObstacles(set, states).absent(change.registry());
    if (!absent.isEmpty()) {
      timing.requireHolding(absent);
      return hold(candidates, absent);
    }
    PreferredModules.planned(set).record(change, candidates);
    Generation next =
        registers
            ? prepare(change, accompanying.why(FirstImage.UPDATE + names(candidates)))
            : set.current().orElseThrow();
    Runnable commit = registers ? () -> commit(change, next) : this::commitAlone;
    List<LiveReload.Swapped> swapped = List.of();
    if (loaded.isEmpty() && states.isEmpty()) {
      commit.run();
      PartlyDoneException.after(new IndexFiles(set)::refresh);
    } else {
      switch (exchange(change, next, candidates, commit)) {
        case KernelExchange.Result.Done done -> swapped = done.swapped();
        case KernelExchange.Result.Stayed stayed -> {
          timing.requireHolding(stayed.why());
          return hold(candidates, stayed.why());
        }
      }
    }
    follow(candidates);
    return new Result.Done(before, candidates, swapped, unchanged);
  }

  private KernelExchange.Result exchange(
      RegistrationChange change, Generation next, List<Candidate> candidates, Runnable commit) {
    KernelExchange exchange = new KernelExchange(set, caller, candidates, states);
    try {
      KernelExchange.Result result = exchange.run(next, commit);
      if (result instanceof KernelExchange.Result.Stayed) {
        abandon(change);
      }
      return result;
    } catch (ProblemException e) {
      abandon(change);
      throw e;
    }
  }

  /** What follows a registration besides the module index. */
  private void follow(List<Candidate> candidates) {
    List<Registration> records = candidates.stream().map(Candidate::record).toList();
    if (kernel.isRunning()) {
      PartlyDoneException.after(
          () -> DeviceNodes.make(set.host(), set.release(), records, caller.notices()));
    }
    ShadowedModule.tell(set, records, accompanying::replaces, caller.notices());
    ClaimedDevices.tell(set, candidates, caller.notices());
  }
}
