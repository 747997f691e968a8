package dlkm.plan;

import dlkm.component.InstalledModule;
import dlkm.declaration.Dependency;
import dlkm.declaration.Loadable;
import dlkm.declaration.MasterFile;
import dlkm.declaration.OtherTunables;
import dlkm.declaration.Phase;
import dlkm.declaration.PhaseChain;
import dlkm.declaration.PlannedTunable;
import dlkm.declaration.PlannedTunables;
import dlkm.declaration.SystemFile;
import dlkm.host.Host;
import dlkm.installedkernel.InstalledKernel;
import dlkm.modname.ModuleName;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;

/**
 * Makes plans of installed modules, sorted so that each comes after its dependencies, or reports
 * all problems (steps 1, 3 and 4 of spec §4.4.2). A static module is as good as one of the kernel's
 * own to those that need it: it is there before every phase.
 */
public final class BuildPlanner {

  /** What is built, and how the modules are linked. */
  public enum Scope {
    /** Loadable modules; static ones are refused (spec §4.4.2). */
    LOADABLE,
    /** The whole kernel: each module as it is planned (spec §4.4.1). */
    WHOLE,
    /** The whole kernel, every module static whatever is planned. */
    ALL_STATIC
  }

  private final Host host;
  private final PlanFiles files;
  private final OtherTunables others;
  private final InstalledKernel kernel;
  private final Set<String> available;
  private final Scope scope;
  private final List<Problem> problems = new ArrayList<>();
  private boolean hasCircle;
  private final Map<String, MasterFile> masters = new LinkedHashMap<>();
  private final Map<String, InstalledModule> wanted = new LinkedHashMap<>();
  private final Map<String, List<PlannedTunable>> tunables = new HashMap<>();
  private final Map<String, ModulePlan> plans = new LinkedHashMap<>();

  /**
   * A planner for one kernel.
   *
   * @param available modules of ours that are registered with the kernel, or built for it
   */
  public BuildPlanner(PlanFiles files, InstalledKernel kernel, Set<String> available, Scope scope) {
    host = files.host();
    this.files = files;
    others = files.otherTunables();
    this.scope = scope;
    this.kernel = kernel;
    this.available = available;
  }

  /** Step 1: reads the master files; {@link #readSystems} reports their problems. */
  public void readMasters(List<String> modules) {
    for (String module : new LinkedHashSet<>(modules)) {
      try {
        masters.put(module, files.master(module));
      } catch (ProblemException e) {
        problems.addAll(e.problems());
      }
    }
  }

  /**
   * Step 3: reads the system files of the modules whose master files were read.
   *
   * @throws ProblemException with everything that is wrong in both
   */
  public void readSystems() {
    for (Map.Entry<String, MasterFile> master : masters.entrySet()) {
      try {
        SystemFile system = system(master.getKey());
        wanted.put(master.getKey(), InstalledModule.of(host, master.getValue(), system));
      } catch (ProblemException e) {
        problems.addAll(e.problems());
      }
    }
    stopOnProblems();
  }

  private SystemFile system(String module) {
    SystemFile system = files.system(module);
    return scope == Scope.ALL_STATIC ? system.asStatic() : system;
  }

  private List<Problem> rules(InstalledModule module) {
    return scope == Scope.LOADABLE
        ? BuildRefusals.check(module.master(), module.system(), others)
        : BuildRefusals.checkWhole(module.master(), module.system(), others);
  }

  /**
   * Step 4: checks the modules against the kernel and each other.
   *
   * @throws ProblemException with everything that is wrong
   */
  public List<ModulePlan> plan() {
    for (InstalledModule module : wanted.values()) {
      problems.addAll(rules(module));
      problems.addAll(OfferedInterfaces.check(module.master()));
      PlannedTunables planned = PlannedTunables.of(module.master(), module.system(), others);
      problems.addAll(
          InstalledModule.misfits(host, module.master(), planned)
              .problems(module.master(), module.system()));
      tunables.put(module.name(), planned.all());
    }
    stopOnProblems();
    for (String module : wanted.keySet()) {
      visit(module, new LinkedHashSet<>());
    }
    stopOnProblems();
    for (InstalledModule module : wanted.values()) {
      if (module.system().isPlannedStatic()) {
        staticDependencies(module);
      } else {
        phases(module);
      }
    }
    stopOnProblems();
    return List.copyOf(plans.values());
  }

  private void stopOnProblems() {
    if (!problems.isEmpty()) {
      throw new ProblemException(problems);
    }
  }

  /** Plans dependencies first, depth first. */
  private void visit(String module, SequencedSet<String> path) {
    if (plans.containsKey(module)) {
      return;
    }
    if (!path.add(module)) {
      circle(module, path);
      return;
    }
    InstalledModule installed = wanted.get(module);
    List<String> ours = new ArrayList<>();
    List<String> kernels = new ArrayList<>();
    for (Dependency dependency : installed.master().dependencies()) {
      String needed = dependency.module();
      if (wanted.containsKey(needed)) {
        ours.add(needed);
        visit(needed, path);
      } else if (available.contains(needed)) {
        ours.add(needed);
        followInstalled(needed, path);
      } else if (kernel.ownsModule(ModuleName.kernelForm(needed))) {
        kernels.add(needed);
      } else {
        missing(module, dependency);
      }
    }
    path.removeLast();
    if (problems.isEmpty()) {
      plans.put(module, new ModulePlan(installed, kernel, tunables.get(module), ours, kernels));
    }
  }

  /** A module that isn't built now can close a circle too, by what its master file says now. */
  private void followInstalled(String module, SequencedSet<String> path) {
    if (!InstalledModule.isInstalled(host, module)) {
      return;
    }
    if (!path.add(module)) {
      circle(module, path);
      return;
    }
    MasterFile master = InstalledModule.master(host, module);
    for (Dependency dependency : master.dependencies()) {
      if (path.contains(dependency.module())) {
        circle(dependency.module(), path);
      } else if (!wanted.containsKey(dependency.module())) {
        followInstalled(dependency.module(), path);
      }
    }
    path.removeLast();
  }

  private void circle(String module, SequencedSet<String> path) {
    List<String> names = new ArrayList<>(path);
    List<String> round = new ArrayList<>(names.subList(names.indexOf(module), names.size()));
    round.add(module);
    String text = String.join(" -> ", round);
    if (hasCircle) {
      return;
    }
    hasCircle = true;
    problems.add(
        Problem.at(
            InstalledModule.master(host, module).where("$DRIVER_DEPENDENCY"),
            "the dependencies go round in a circle: " + text,
            "take one of them out of its $DRIVER_DEPENDENCY"));
  }

  /** The static kernel can't need what is loaded later. */
  private void staticDependencies(InstalledModule module) {
    for (Dependency dependency : module.master().dependencies()) {
      String needed = dependency.module();
      boolean ours = wanted.containsKey(needed) || available.contains(needed);
      if (ours && !isPlannedStatic(needed)) {
        problems.add(
            Problem.at(
                dependency.where(),
                module.name() + " is static, and " + needed + ", which it needs, isn't",
                "'kmsystem -c y -l n " + needed + "'"));
      }
    }
  }

  private boolean isPlannedStatic(String module) {
    return wanted.containsKey(module)
        ? wanted.get(module).system().isPlannedStatic()
        : InstalledModule.isInstalled(host, module) && files.system(module).isPlannedStatic();
  }

  /**
   * Checks that dependencies are loaded in an earlier phase, or support the same one (spec §5.3a).
   */
  private void phases(InstalledModule module) {
    List<String> chain = PhaseChain.broken(module.master().module(), this::facts);
    if (!chain.isEmpty()) {
      Phase phase = module.system().plannedPhase();
      problems.add(
          Problem.at(
              module.system().where("$LOADPHASE"),
              "planned for "
                  + phase
                  + ", but "
                  + chain.getLast()
                  + " can't be loaded then: "
                  + String.join(" -> ", chain),
              "plan it for a later phase, or give "
                  + chain.getLast()
                  + " the phase "
                  + phase.needs()
                  + " in its 'phases'"));
    }
  }

  private Optional<PhaseChain.Facts> facts(String name) {
    if (!wanted.containsKey(name) && !available.contains(name)) {
      return Optional.empty();
    }
    InstalledModule module = wanted.get(name);
    if (module == null) {
      if (!InstalledModule.isInstalled(host, name)) {
        return Optional.empty();
      }
      module = InstalledModule.of(host, InstalledModule.master(host, name), files.system(name));
    }
    if (module.system().isPlannedStatic()) {
      return Optional.empty();
    }
    return Optional.of(
        new PhaseChain.Facts(
            module.master().loadable().map(Loadable::phases).orElse(Set.of()),
            module.system().plannedPhase(),
            module.master().dependencies().stream().map(Dependency::module).toList()));
  }

  private void missing(String module, Dependency dependency) {
    String needed = dependency.module();
    boolean installed = InstalledModule.isInstalled(host, needed);
    problems.add(
        Problem.at(
            dependency.where(),
            module
                + " needs "
                + needed
                + ", which is "
                + (installed ? "not configured for" : "neither installed nor part of")
                + " kernel "
                + kernel.release(),
            installed ? "add -M " + needed : "install it with kminstall -a " + needed));
  }
}
