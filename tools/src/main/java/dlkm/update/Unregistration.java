package dlkm.update;

import dlkm.funcset.Change;
import dlkm.funcset.FunctionSet;
import dlkm.funcset.IndexFiles;
import dlkm.kernel.LoadedModule;
import dlkm.kernel.LoadedModules;
import dlkm.kernel.Loader;
import dlkm.kernel.Outcome;
import dlkm.plan.InstalledKernel;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import dlkm.registry.Registration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Takes modules out of a kernel's registry, now or at the shutdown ({@code kmmodreg -U}, spec
 * §4.7). The caller holds the state lock and has let {@link Recovery} run.
 */
public final class Unregistration {

  private final InstalledKernel kernel;
  private final FunctionSet set;
  private final String who;
  private final Consumer<String> notice;

  /**
   * Takes modules of a kernel out.
   *
   * @param who the user to note in the registry
   * @param notice gets a line before work that takes long
   */
  public Unregistration(InstalledKernel kernel, String who, Consumer<String> notice) {
    this.kernel = kernel;
    this.set = new FunctionSet(kernel.host(), kernel.release());
    this.who = who;
    this.notice = notice;
  }

  /**
   * Unloads and unregisters them, all or none.
   *
   * @throws ProblemException when one isn't registered, is needed, or can't be unloaded
   */
  public void now(List<String> modules) {
    List<Registration> going = registered(modules);
    unload(going);
    Change change = Change.of(set, who, notice);
    modules.forEach(change::unregister);
    change.apply("unregister " + String.join(" ", modules));
    new IndexFiles(set).refresh();
  }

  /** Holds the unregistration for the next shutdown. */
  public void atShutdown(List<String> modules) {
    registered(modules);
    Change change = Change.of(set, who, notice);
    modules.forEach(change::holdRemoval);
    change.apply("hold the removal of " + String.join(" ", modules));
  }

  /** Cancels that. */
  public void cancel(List<String> modules) {
    Change change = Change.of(set, who, notice);
    List<Problem> problems = new ArrayList<>();
    for (String module : modules) {
      if (!change.held().removals().contains(module)) {
        problems.add(
            new Problem(
                module, "its unregistration doesn't wait for the shutdown", "nothing to cancel"));
      }
      change.cancel(module);
    }
    if (!problems.isEmpty()) {
      throw new ProblemException(problems);
    }
    change.apply("keep " + String.join(" ", modules));
  }

  private List<Registration> registered(List<String> modules) {
    List<Registration> going = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    for (String module : modules) {
      Optional<Registration> found = set.registry().find(module);
      if (found.isEmpty()) {
        problems.add(
            new Problem(
                module,
                "is not registered with kernel " + set.release(),
                "'kmadmin -s' lists what is"));
        continue;
      }
      going.add(found.get());
      List<String> dependents = new ArrayList<>(set.registry().dependents(module));
      dependents.removeAll(modules);
      if (!dependents.isEmpty()) {
        problems.add(
            new Problem(
                module,
                "is needed by the registered " + String.join(", ", dependents),
                "unregister them too"));
      }
    }
    if (!problems.isEmpty()) {
      throw new ProblemException(problems);
    }
    return going;
  }

  private void unload(List<Registration> going) {
    if (!kernel.isRunning() || !LoadedModules.supported(set.host())) {
      return;
    }
    Set<String> leaving = new HashSet<>();
    going.forEach(registration -> leaving.add(registration.kernelName()));
    List<LoadedModule> loaded = new ArrayList<>();
    List<Problem> busy = new ArrayList<>();
    for (Registration registration : going) {
      LoadedModules.find(set.host(), registration.kernelName())
          .ifPresent(
              module -> {
                loaded.add(module);
                Busy.check(set.host(), module, leaving, "end that, or use -a for the shutdown")
                    .ifPresent(busy::add);
              });
    }
    if (!busy.isEmpty()) {
      throw new ProblemException(busy);
    }
    if (!loaded.isEmpty()) {
      try (Loader loader = Loader.open(set.host())) {
        dependentsFirst(loader, loaded);
      }
    }
  }

  /** In rounds: what no loaded module needs any more can go. */
  private static void dependentsFirst(Loader loader, List<LoadedModule> loaded) {
    List<LoadedModule> left = new ArrayList<>(loaded);
    while (!left.isEmpty()) {
      LoadedModule next = left.getFirst();
      for (LoadedModule module : left) {
        boolean needed =
            left.stream().anyMatch(other -> module.dependents().contains(other.name()));
        if (!needed) {
          next = module;
          break;
        }
      }
      if (loader.unload(next.name()) instanceof Outcome.Refused refused) {
        throw new ProblemException(Refusals.problem(next.name(), "can't be unloaded", refused));
      }
      left.remove(next);
    }
  }
}
