package dlkm.state;

import dlkm.declaration.ModuleState;
import dlkm.funcset.BuildArea;
import dlkm.funcset.FunctionSet;
import dlkm.host.Caller;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import dlkm.registry.Phases;
import dlkm.registry.RegisteredPhaseChain;
import dlkm.registry.Registration;
import dlkm.registry.Registry;
import dlkm.saved.Configuration;
import dlkm.saved.Configurations;
import dlkm.saved.SavedPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Changes of states in a saved configuration (spec §9.2, {@code -c}). Nothing is built for one: a
 * module has to be part of it, or built.
 */
public final class SavedStateChange {

  private SavedStateChange() {}

  /** Changes it. The caller holds the state lock. */
  public static void run(
      FunctionSet set, Caller caller, Configuration saved, List<StateRequest> requests)
      throws IOException {
    Configurations all = new Configurations(set);
    StatePlan plan = StatePlan.of(set.host(), SavedPlan.of(set.host(), saved.plan()), requests);
    Registry registry = all.generation(saved).registry();
    Map<String, Phases> phases = StateChange.phases(registry, plan.targets());
    Map<String, Path> images = new TreeMap<>();
    List<Problem> problems = new ArrayList<>();
    Registry then = registry;
    for (var module : phases.entrySet()) {
      Registration registration = registry.find(module.getKey()).orElseThrow();
      then = then.replace(registration.withPhases(module.getValue()));
    }
    for (StateTarget target : plan.targets()) {
      if (target.state() == ModuleState.UNUSED && target.movesStatic(registry)) {
        then = then.unregister(target.module());
      }
    }
    for (StateTarget target : plan.unregistered(registry)) {
      String module = target.module();
      Optional<Registration> built = new BuildArea(set).find(module).filter(target::isFor);
      if (built.isEmpty()) {
        problems.add(
            new Problem(
                module,
                "is not "
                    + target.state().word()
                    + " in configuration "
                    + saved.name()
                    + ", and not built for that",
                "'kconfig -l "
                    + saved.name()
                    + "', 'kcmodule "
                    + module
                    + "="
                    + target.state().word()
                    + "', 'kconfig -s "
                    + saved.name()
                    + "'"));
      } else {
        Phases used = built.get().phases().configured(target.phase()).used(true);
        Instant when = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        then = then.register(built.get().withPhases(used), when, caller.user());
        images.put(module, set.builtImage(module));
      }
    }
    problems.addAll(
        RegisteredPhaseChain.newClashes(
            registry, then, "would be loaded", "choose another state or phase for one of them"));
    if (!problems.isEmpty()) {
      throw new ProblemException(problems);
    }
    all.change(saved, then, images, plan.texts());
  }
}
