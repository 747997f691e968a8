package dlkm.tune;

import dlkm.component.InstalledModule;
import dlkm.component.MachineTunables;
import dlkm.component.TextEdits;
import dlkm.declaration.MasterFile;
import dlkm.declaration.OtherTunables;
import dlkm.declaration.PlannedTunables;
import dlkm.declaration.SystemFile;
import dlkm.declaration.TunableContent;
import dlkm.declaration.TunableFault;
import dlkm.funcset.FunctionSet;
import dlkm.host.Host;
import dlkm.host.Layout;
import dlkm.problem.PartlyDoneException;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import dlkm.registry.Registry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

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
    RunningTunables running =
        RunningTunables.apply(host, TunableStatuses.read(host, hpuxSystem, edits).all());
    try {
      edits.commit();
    } catch (PartlyDoneException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      running.undo(host);
      throw e;
    }
    return running;
  }

  /**
   * Plans the values in edits, which may hold a saved plan; nothing is written. They are planned
   * together, so each tunable is given once.
   */
  public void edit(List<PlannedValueChange> changes, TextEdits edits) {
    TextEdits _ = edits(changes, edits, _ -> true);
  }

  /** In their order: a number may be added to a value, but none is given in vain. */
  private TextEdits edits(List<PlannedValueChange> changes) {
    return edits(changes, new TextEdits(host), again -> !(again instanceof PlannedValueChange.Add));
  }

  private TextEdits edits(
      List<PlannedValueChange> changes, TextEdits edits, Predicate<PlannedValueChange> onlyOnce) {
    TunableStatuses parameters = TunableStatuses.read(host, hpuxSystem, edits);
    List<Problem> problems = new ArrayList<>();
    Set<String> modules = new TreeSet<>();
    List<TunableStatus> given = new ArrayList<>();
    boolean traditional = false;
    for (PlannedValueChange change : changes) {
      try {
        TunableStatus changed = change.apply(parameters, edits);
        if (onlyOnce.test(change) && given.stream().anyMatch(changed::isSameTunable)) {
          problems.add(new Problem(change.name(), "is given twice", "give it one value"));
        }
        given.add(changed);
        changed.module().ifPresent(modules::add);
        traditional |= changed.module().isEmpty();
      } catch (ProblemException e) {
        problems.addAll(e.problems());
      }
    }
    OtherTunables others = MachineTunables.of(host, hpuxSystem, edits);
    modules.forEach(module -> problems.addAll(wrong(module, edits, others)));
    if (traditional) {
      for (TunableFault fault :
          Traditional.read(host, hpuxSystem, edits.text(hpuxSystem), others).planned().faults()) {
        problems.add(fault.problem(hpuxSystem.toString()));
      }
    }
    if (problems.isEmpty()) {
      problems.addAll(causedElsewhere(parameters, edits));
    }
    if (!problems.isEmpty()) {
      problems.addAll(
          parameters.problems().stream().filter(problem -> !problems.contains(problem)).toList());
      throw new ProblemException(problems);
    }
    return edits;
  }

  /** What the changes make wrong in other modules, whose formulas name the changed tunables. */
  private List<Problem> causedElsewhere(TunableStatuses before, TextEdits edits) {
    return TunableStatuses.read(host, hpuxSystem, edits).problems().stream()
        .filter(problem -> !before.problems().contains(problem))
        .toList();
  }

  /** What is wrong with the module's tunables as they will be planned. */
  private List<Problem> wrong(String module, TextEdits edits, OtherTunables others) {
    Path file = host.path(Layout.system(module));
    SystemFile system = SystemFile.parse(file.toString(), edits.text(file));
    MasterFile master = InstalledModule.master(host, module);
    PlannedTunables planned = PlannedTunables.of(master, system, others);
    List<TunableFault> faults = new ArrayList<>(planned.faults());
    faults.addAll(InstalledModule.misfits(host, master, planned).faults());
    return faults.stream().map(fault -> fault.problem(module)).toList();
  }

  private Registry registry() {
    return new FunctionSet(host, host.runningRelease()).registry();
  }

  /** Applied values that the registered image doesn't have: they go with the next unload. */
  public List<TunableStatus> untilUnloaded(RunningTunables running) {
    Registry registry = registry();
    return running.applied().stream().filter(p -> !isBuilt(registry, p)).toList();
  }

  /** Whether the module that is registered was built with the planned value. */
  private static boolean isBuilt(Registry registry, TunableStatus parameter) {
    return registry.find(parameter.module().orElse("")).stream()
        .flatMap(registration -> registration.tunables().stream())
        .anyMatch(
            tunable ->
                tunable.name().equals(parameter.name())
                    && tunable
                        .value()
                        .equals(parameter.planned().map(TunableContent::text).orElse("")));
  }
}
