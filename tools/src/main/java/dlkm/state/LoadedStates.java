package dlkm.state;

import dlkm.declaration.ModuleState;
import dlkm.funcset.FunctionSet;
import dlkm.host.Caller;
import dlkm.installedkernel.ModuleLoading;
import dlkm.kernel.LoadedModule;
import dlkm.kernel.LoadedModules;
import dlkm.load.DemandLoad;
import dlkm.load.DemandUnload;
import dlkm.load.LoadedDependents;
import dlkm.load.UnloadRule;
import dlkm.modname.ModuleName;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import dlkm.registry.Phases;
import dlkm.registry.Registration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The running kernel's part in a change of states: unused modules are unloaded before it, loaded
 * ones are loaded after it, and both can be undone.
 */
final class LoadedStates {

  private static final UnloadRule.Remedy REMEDY =
      new UnloadRule.Remedy("end that, and repeat the command", "the boot leaves it out");

  private final Caller caller;
  private final FunctionSet set;
  private final List<StateTarget> targets;
  private final List<String> unloaded = new ArrayList<>();
  private final List<String> loaded = new ArrayList<>();

  LoadedStates(Caller caller, FunctionSet set, List<StateTarget> targets) {
    this.caller = caller;
    this.set = set;
    this.targets = targets;
  }

  /** The loaded ones that will be unused. */
  private List<String> leaving() {
    return targets.stream()
        .filter(target -> target.state() == ModuleState.UNUSED)
        .map(StateTarget::module)
        .filter(this::isLoaded)
        .toList();
  }

  /** Those to load that aren't. */
  private List<String> coming() {
    return targets.stream()
        .filter(target -> target.state() == ModuleState.LOADED)
        .map(StateTarget::module)
        .filter(module -> !isLoaded(module))
        .toList();
  }

  private boolean isLoaded(String module) {
    return LoadedModules.find(set.host(), ModuleName.kernelForm(module)).isPresent();
  }

  /** Whether there is anything to unload or load. */
  boolean isEmpty() {
    return leaving().isEmpty() && coming().isEmpty();
  }

  /** Which ones become static, or static no longer; none of a kernel that doesn't run. */
  List<Problem> movingStatic() {
    List<Problem> moving = new ArrayList<>();
    for (StateTarget target : targets) {
      if (target.movesStatic(set.registry())) {
        String what = target.state() == ModuleState.STATIC ? "becomes" : "is";
        moving.add(new Problem(target.module(), what + " static: only a boot changes that", ""));
      }
    }
    return moving;
  }

  /**
   * Why the running kernel can't follow.
   *
   * @param phases those that the modules will have
   */
  List<Problem> obstacles(Map<String, Phases> phases) {
    Set<String> leaving = new HashSet<>();
    leaving().forEach(module -> leaving.add(ModuleName.kernelForm(module)));
    List<Problem> obstacles = new ArrayList<>();
    for (String module : leaving()) {
      Optional<LoadedModule> loadedModule =
          LoadedDependents.find(set.host(), set.registry(), ModuleName.kernelForm(module));
      loadedModule
          .flatMap(found -> UnloadRule.check(set.host(), found, leaving, REMEDY))
          .ifPresent(obstacles::add);
    }
    boolean isDisabled = ModuleLoading.isDisabled(set.host());
    for (String module : coming()) {
      if (isDisabled) {
        obstacles.add(
            new Problem(
                module, "can't be loaded now: " + ModuleLoading.DISABLED, "the boot loads it"));
      }
      Optional.ofNullable(phases.get(module))
          .flatMap(Phases::notInRun)
          .ifPresent(
              why ->
                  obstacles.add(
                      new Problem(module, "can't be loaded now: it " + why, "the boot loads it")));
    }
    return obstacles;
  }

  /** Unloads what leaves, dependents first; returns why one stays, with all as before then. */
  List<Problem> unload() {
    List<String> open = new ArrayList<>(leaving());
    try (DemandUnload unload = new DemandUnload(set.host(), set.registry())) {
      while (!open.isEmpty()) {
        String next = open.stream().filter(this::isFree).findFirst().orElse(open.getFirst());
        unload.unload(next);
        unloaded.add(next);
        open.remove(next);
      }
      return List.of();
    } catch (ProblemException e) {
      reload();
      return e.problems();
    }
  }

  private boolean isFree(String module) {
    return LoadedDependents.find(set.host(), set.registry(), ModuleName.kernelForm(module))
        .filter(UnloadRule::isIdle)
        .isPresent();
  }

  /** Loads again what was unloaded. */
  void reload() {
    try (DemandLoad load = new DemandLoad(caller, set)) {
      for (String module : unloaded.reversed()) {
        guarded(() -> load.load(module));
      }
    }
    unloaded.clear();
  }

  /**
   * Loads what comes.
   *
   * @throws ProblemException when one can't be loaded: {@link #unloadAgain} undoes the others
   */
  void load() {
    try (DemandLoad load = new DemandLoad(caller, set)) {
      for (String module : coming()) {
        Registration _ = load.load(module);
        loaded.add(module);
      }
    }
  }

  /** Unloads what was loaded. */
  void unloadAgain() {
    try (DemandUnload unload = new DemandUnload(set.host(), set.registry())) {
      for (String module : loaded.reversed()) {
        guarded(() -> unload.unload(module));
      }
    }
    loaded.clear();
  }

  private void guarded(Runnable work) {
    try {
      work.run();
    } catch (ProblemException e) {
      e.problems().forEach(problem -> caller.say(problem.toString()));
    }
  }
}
