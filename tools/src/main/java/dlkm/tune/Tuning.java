package dlkm.tune;

import dlkm.component.TextEdits;
import dlkm.funcset.FunctionSet;
import dlkm.host.Host;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import dlkm.registry.Registry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Plans values of tunables, and brings planned values into the loaded modules (spec §4.3). The
 * caller holds the state lock.
 */
public final class Tuning {

  private final Host host;
  private final Path hpuxSystem;

  /**
   * Tuning of one machine.
   *
   * @param hpuxSystem the HP-UX system file
   */
  public Tuning(Host host, Path hpuxSystem) {
    this.host = host;
    this.hpuxSystem = hpuxSystem;
  }

  /**
   * Plans the values; all of them or none.
   *
   * @throws ProblemException when a change can't be made
   */
  public void plan(List<PlannedValueChange> changes) throws IOException {
    edits(changes).commit();
  }

  /**
   * Plans the values and brings all planned values into the loaded modules.
   *
   * @throws ProblemException when a change can't be made or the kernel refuses a value: the plan is
   *     as before
   */
  public RunningTunables planAndApply(List<PlannedValueChange> changes) throws IOException {
    if (!host.isThisMachine()) {
      throw new ProblemException(
          host.root().toString(), "has no running kernel", "plan without -u there");
    }
    TextEdits edits = edits(changes);
    boolean changed = edits.commit();
    try {
      return apply(PlannedParameters.read(host, hpuxSystem));
    } catch (ProblemException e) {
      if (changed) {
        edits.takeBack();
      }
      throw e;
    }
  }

  private TextEdits edits(List<PlannedValueChange> changes) {
    PlannedParameters parameters = PlannedParameters.read(host, hpuxSystem);
    TextEdits edits = new TextEdits(host);
    List<Problem> problems = new ArrayList<>();
    for (PlannedValueChange change : changes) {
      try {
        change.apply(parameters, edits);
      } catch (ProblemException e) {
        problems.addAll(e.problems());
      }
    }
    if (!problems.isEmpty()) {
      problems.addAll(parameters.problems());
      throw new ProblemException(problems);
    }
    return edits;
  }

  private RunningTunables apply(PlannedParameters parameters) {
    Registry registry = registry();
    List<PlannedParameter> all = new ArrayList<>(parameters.all());
    all.removeIf(parameter -> parameter.isFormula() && isBuilt(registry, parameter));
    return RunningTunables.apply(host, all);
  }

  private Registry registry() {
    return new FunctionSet(host, host.runningRelease()).registry();
  }

  /** Applied values that the registered image doesn't have: they go with the next unload. */
  public List<PlannedParameter> untilUnloaded(RunningTunables running) {
    Registry registry = registry();
    return running.applied().stream().filter(p -> !isBuilt(registry, p)).toList();
  }

  /** Whether the module that is registered was built with the planned value. */
  private static boolean isBuilt(Registry registry, PlannedParameter parameter) {
    return registry.find(parameter.module().orElse("")).stream()
        .flatMap(registration -> registration.tunables().stream())
        .anyMatch(
            tunable ->
                tunable.name().equals(parameter.name())
                    && tunable.value().equals(parameter.planned()));
  }
}
