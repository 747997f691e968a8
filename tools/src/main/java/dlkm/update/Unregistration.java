package dlkm.update;

import dlkm.boot.ShutdownArming;
import dlkm.funcset.FunctionSet;
import dlkm.funcset.Generation;
import dlkm.funcset.IndexFiles;
import dlkm.funcset.RegistrationChange;
import dlkm.host.Caller;
import dlkm.installedkernel.InstalledKernel;
import dlkm.kernel.LoadedModule;
import dlkm.kernel.LoadedModules;
import dlkm.load.LoadedDependents;
import dlkm.load.StaticRule;
import dlkm.load.UnloadRule;
import dlkm.problem.PartlyDoneException;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import dlkm.registry.Registration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Unregisters modules, now or at shutdown ({@code kmmodreg -U}, spec §4.7). {@link #prepare} comes
 * first, so that with several kernels all of them agree before the first one changes. The caller
 * holds the state lock and has run {@link Recovery}.
 */
public final class Unregistration {

  private final InstalledKernel kernel;
  private final FunctionSet set;
  private final Caller caller;

  /** A prepared unregistration. */
  private record Prepared(List<Registration> going, RegistrationChange change, Generation next) {}

  private final Predicate<String> mayStay;
  private final AccompanyingChange accompanying;
  private Optional<Prepared> prepared = Optional.empty();

  /** Takes modules of a kernel out that no other registered one needs. */
  public Unregistration(InstalledKernel kernel, Caller caller) {
    this(kernel, caller, _ -> false, AccompanyingChange.NOTHING);
  }

  /**
   * Takes modules of a kernel out.
   *
   * @param mayStay registered dependents that may stay, though they can't be loaded then
   * @param accompanying what changes with it
   */
  public Unregistration(
      InstalledKernel kernel,
      Caller caller,
      Predicate<String> mayStay,
      AccompanyingChange accompanying) {
    this.mayStay = mayStay;
    this.accompanying = accompanying;
    this.kernel = kernel;
    this.set = new FunctionSet(kernel.host(), kernel.release());
    this.caller = caller;
  }

  /**
   * Unloads and unregisters them, all or none; what waits for the shutdown to be registered is
   * dropped.
   *
   * @throws ProblemException when one isn't registered, is needed, or can't be unloaded
   */
  public void now(List<String> modules) {
    prepare(modules);
    commit();
  }

  /**
   * Writes the next generation without the modules aside.
   *
   * @throws ProblemException as {@link #now}; nothing changed then
   */
  public void prepare(List<String> modules) {
    require(modules, set.held().updates().keySet());
    List<Registration> going = new ArrayList<>();
    modules.forEach(module -> set.registry().find(module).ifPresent(going::add));
    requireIdle(going);
    RegistrationChange change = RegistrationChange.of(set, caller.user(), caller.notices());
    modules.forEach(change::unregister);
    Generation next = change.prepare("unregister " + String.join(" ", modules));
    prepared = Optional.of(new Prepared(going, change, next));
  }

  /** Unloads the modules and makes the prepared generation current. */
  public void commit() {
    Prepared now = prepared.orElseThrow();
    try (LiveRemoval removal = new LiveRemoval(set, caller)) {
      unload(now, removal);
      commit(now, removal);
    }
    PartlyDoneException.after(
        () -> {
          new ExchangeMarker(set).end(now.going().stream().map(Registration::module).toList());
          new IndexFiles(set).refresh();
        });
  }

  private void unload(Prepared now, LiveRemoval removal) {
    try {
      accompanying.announce(now.next());
      removal.unload(loaded(now.going()));
    } catch (IOException e) {
      abandon();
      throw new UncheckedIOException(e);
    } catch (RuntimeException e) {
      abandon();
      throw e;
    }
  }

  private void commit(Prepared now, LiveRemoval removal) {
    try {
      accompanying.commitAfter(() -> now.change().commit(now.next()));
    } catch (PartlyDoneException e) {
      throw e;
    } catch (RuntimeException e) {
      removal.putBack().forEach(problem -> caller.say(problem.toString()));
      throw e;
    }
  }

  /** Where the modules are registered. */
  public FunctionSet functionSet() {
    return set;
  }

  /** Discards the prepared generation. */
  public void abandon() {
    prepared.ifPresent(now -> now.change().abandon());
    accompanying.abandon();
  }

  /** Holds the unregistration for the next shutdown. */
  public void atShutdown(List<String> modules) {
    require(modules, Set.of());
    RegistrationChange change = RegistrationChange.of(set, caller.user(), caller.notices());
    modules.forEach(change::holdRemoval);
    Generation next = change.prepare("hold the removal of " + String.join(" ", modules));
    try {
      accompanying.announce(next);
    } catch (IOException e) {
      change.abandon();
      accompanying.abandon();
      throw new UncheckedIOException(e);
    }
    accompanying.commitAfter(() -> change.commit(next));
    ShutdownArming.arm(set.host()).ifPresent(caller::say);
  }

  /** Checks that each module is registered, now or held, and has no other registered dependents. */
  private void require(List<String> modules, Set<String> others) {
    StaticRule.refuse(set, modules);
    List<Problem> problems = new ArrayList<>();
    for (String module : modules) {
      if (set.registry().find(module).isEmpty() && !others.contains(module)) {
        problems.add(
            new Problem(
                module,
                "is not registered with kernel " + set.release(),
                "'kmadmin -s' lists all modules"));
      }
      RegisteredDependents.problem(set, module, modules, mayStay, _ -> "unregister that too")
          .ifPresent(problems::add);
    }
    if (!problems.isEmpty()) {
      throw new ProblemException(problems);
    }
  }

  private List<LoadedModule> loaded(List<Registration> going) {
    List<LoadedModule> loaded = new ArrayList<>();
    if (kernel.isRunning() && LoadedModules.supported(set.host())) {
      for (Registration registration : going) {
        LoadedDependents.find(set.host(), set.registry(), registration.kernelName())
            .ifPresent(loaded::add);
      }
    }
    return loaded;
  }

  private void requireIdle(List<Registration> going) {
    Set<String> leaving = new HashSet<>();
    going.forEach(registration -> leaving.add(registration.kernelName()));
    List<Problem> busy = new ArrayList<>();
    for (LoadedModule module : loaded(going)) {
      UnloadRule.check(
              set.host(),
              module,
              leaving,
              UnloadRule.Remedy.holding(
                  "hold the removal until shutdown: 'kmmodreg -U " + module.name() + " -a'"))
          .ifPresent(busy::add);
    }
    if (!busy.isEmpty()) {
      throw new ProblemException(busy);
    }
  }
}
