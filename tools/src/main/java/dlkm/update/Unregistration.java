package dlkm.update;

import dlkm.boot.ShutdownArming;
import dlkm.funcset.FunctionSet;
import dlkm.funcset.Generation;
import dlkm.funcset.IndexFiles;
import dlkm.funcset.RegistrationChange;
import dlkm.host.Caller;
import dlkm.installedkernel.InstalledKernel;
import dlkm.kernel.KernelRefusal;
import dlkm.kernel.LoadedModule;
import dlkm.kernel.LoadedModules;
import dlkm.kernel.Loader;
import dlkm.kernel.Outcome;
import dlkm.kernel.PreparedModule;
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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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
    ExchangeMarker interrupted = new ExchangeMarker(set);
    try {
      accompanying.announce(now.next());
      unload(now.going(), interrupted);
    } catch (IOException e) {
      abandon();
      throw new UncheckedIOException(e);
    } catch (RuntimeException e) {
      abandon();
      throw e;
    }
    accompanying.commitAfter(() -> now.change().commit(now.next()));
    PartlyDoneException.after(
        () -> {
          interrupted.end(now.going().stream().map(Registration::module).toList());
          new IndexFiles(set).refresh();
        });
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

  /** Cancels that. */
  public void cancel(List<String> modules) {
    RegistrationChange change = RegistrationChange.of(set, caller.user(), caller.notices());
    Cancellation.add(change, modules, change.held().removals(), "removal");
    change.apply("keep " + String.join(" ", modules));
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
              "end that, or hold the removal until shutdown: 'kmmodreg -U "
                  + module.name()
                  + " -a'")
          .ifPresent(busy::add);
    }
    if (!busy.isEmpty()) {
      throw new ProblemException(busy);
    }
  }

  private void unload(List<Registration> going, ExchangeMarker interrupted) {
    List<LoadedModule> order = dependentsFirst(loaded(going));
    if (order.isEmpty()) {
      return;
    }
    try (Loader loader = Loader.open(set.host())) {
      List<Registration> loaded = registrations(order.reversed());
      Map<String, PreparedModule> images = images(loader, loaded);
      List<String> modules = loaded.stream().map(Registration::module).toList();
      interrupted.begin(modules);
      List<LoadedModule> gone = new ArrayList<>();
      for (LoadedModule module : order) {
        if (loader.unload(module.name()) instanceof Outcome.Refused refused) {
          List<Problem> problems = putBack(loader, gone, images);
          // What could not be loaded again the next command tries.
          if (problems.isEmpty()) {
            interrupted.end(modules);
          }
          problems.addFirst(KernelRefusal.unloading(module.name(), "can't be unloaded", refused));
          throw new ProblemException(problems);
        }
        gone.addFirst(module);
      }
    }
  }

  private List<Registration> registrations(List<LoadedModule> loaded) {
    return loaded.stream()
        .map(module -> set.registry().findByKernelName(module.name()).orElseThrow())
        .toList();
  }

  /** The images for a rollback; a module whose image is lost is unloaded all the same. */
  private Map<String, PreparedModule> images(Loader loader, List<Registration> loaded) {
    Map<String, PreparedModule> images = new HashMap<>();
    for (Registration registration : loaded) {
      try {
        images.put(
            registration.kernelName(),
            SwapPreparation.of(loader, set.current().orElseThrow(), registration));
      } catch (ProblemException e) {
        e.problems().forEach(problem -> caller.say(problem.toString()));
      }
    }
    return images;
  }

  private static List<LoadedModule> dependentsFirst(List<LoadedModule> loaded) {
    List<LoadedModule> left = new ArrayList<>(loaded);
    List<LoadedModule> order = new ArrayList<>();
    while (!left.isEmpty()) {
      LoadedModule next = notNeeded(left);
      left.remove(next);
      order.add(next);
    }
    return order;
  }

  private static LoadedModule notNeeded(List<LoadedModule> left) {
    for (LoadedModule module : left) {
      if (left.stream().noneMatch(other -> module.dependents().contains(other.name()))) {
        return module;
      }
    }
    return left.getFirst();
  }

  private static List<Problem> putBack(
      Loader loader, List<LoadedModule> gone, Map<String, PreparedModule> images) {
    List<Problem> lost = new ArrayList<>();
    for (LoadedModule module : gone) {
      var image = images.get(module.name());
      if (image == null) {
        lost.add(new Problem(module.name(), "is unloaded; its image is lost", ""));
      } else if (loader.insert(image) instanceof Outcome.Refused refused) {
        lost.add(
            KernelRefusal.loading(
                module.name(), "was unloaded, and can't be loaded again", refused));
      }
    }
    return lost;
  }
}
