package dlkm.state;

import dlkm.declaration.ModuleState;
import dlkm.declaration.Phase;
import dlkm.funcset.FunctionSet;
import dlkm.host.Caller;
import dlkm.installedkernel.InstalledKernel;
import dlkm.problem.Problem;
import dlkm.registry.Phases;
import dlkm.registry.Registration;
import dlkm.registry.Registry;
import dlkm.saved.Configuration;
import dlkm.saved.ConfigurationLoad;
import dlkm.saved.Configurations;
import dlkm.saved.SavedPlan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes a configuration the running one (spec §9.5): its registrations and its plan, and in the
 * running kernel the modules whose states it changes. All at once, or all held for the next boot.
 */
public final class ConfigurationChange {

  private final InstalledKernel kernel;
  private final FunctionSet set;
  private final Caller caller;
  private final Configuration configuration;

  /** A configuration that is saved, or made for this. */
  public ConfigurationChange(InstalledKernel kernel, Caller caller, Configuration configuration) {
    this.kernel = kernel;
    this.caller = caller;
    this.configuration = configuration;
    set = new FunctionSet(kernel.host(), kernel.release());
  }

  /**
   * Makes the change. The caller holds the state lock.
   *
   * @param atShutdown whether it is for the next boot in any case
   * @throws dlkm.problem.ProblemException when a module of it can't be registered or loaded:
   *     nothing changed
   */
  public ConfigurationLoad.Result run(boolean atShutdown) throws IOException {
    ConfigurationLoad load = new ConfigurationLoad(kernel, caller, configuration);
    List<StateTarget> targets = kernel.isRunning() ? targets() : List.of();
    LoadedStates loaded = new LoadedStates(caller, set, targets);
    List<Problem> obstacles = atShutdown ? List.of() : obstacles(loaded, targets);
    List<ConfigurationLoad.Result> results = new ArrayList<>();
    StateChange.Result _ =
        StateStep.of(kernel, caller, loaded, "load " + configuration.name())
            .run(
                atShutdown,
                obstacles,
                (_, why) -> {
                  ConfigurationLoad.Result result = load.run(atShutdown, why);
                  results.add(result);
                  return result.held();
                });
    return results.getFirst();
  }

  private List<Problem> obstacles(LoadedStates loaded, List<StateTarget> targets)
      throws IOException {
    List<Problem> obstacles = new ArrayList<>(loaded.movingStatic());
    obstacles.addAll(loaded.obstacles(phases(targets)));
    return obstacles;
  }

  /** The registrations that it has, with the use that its plan makes of them. */
  private Registry then() throws IOException {
    return SavedPlan.agreed(
        new Configurations(set).generation(configuration).registry(),
        SavedPlan.of(set.host(), configuration.plan()));
  }

  /** The modules whose states it changes. */
  private List<StateTarget> targets() throws IOException {
    Registry now = set.registry();
    Registry then = then();
    List<StateTarget> targets = new ArrayList<>();
    for (Registration record : then.all()) {
      Optional<Registration> before = now.find(record.module());
      if (before.filter(was -> state(was) == state(record)).isEmpty()) {
        targets.add(new StateTarget(record.module(), state(record), record.phases().configured()));
      }
    }
    for (Registration record : now.all()) {
      if (then.find(record.module()).isEmpty()) {
        targets.add(
            new StateTarget(record.module(), ModuleState.UNUSED, record.phases().configured()));
      }
    }
    return targets;
  }

  private static ModuleState state(Registration record) {
    if (record.isStatic()) {
      return ModuleState.STATIC;
    }
    if (!record.phases().used()) {
      return ModuleState.UNUSED;
    }
    return record.phases().configured() == Phase.AUTO ? ModuleState.AUTO : ModuleState.LOADED;
  }

  private Map<String, Phases> phases(List<StateTarget> targets) throws IOException {
    Registry then = then();
    Map<String, Phases> phases = new HashMap<>();
    for (StateTarget target : targets) {
      then.find(target.module()).ifPresent(r -> phases.put(target.module(), r.phases()));
    }
    return phases;
  }
}
