package dlkm.state;

import dlkm.component.InstalledModule;
import dlkm.declaration.LoadmodsFile;
import dlkm.declaration.MasterFile;
import dlkm.declaration.ModuleState;
import dlkm.declaration.Phase;
import dlkm.declaration.StateCause;
import dlkm.declaration.StateRules;
import dlkm.declaration.SystemFile;
import dlkm.funcset.FunctionSet;
import dlkm.host.Host;
import dlkm.host.Layout;
import dlkm.modname.ModuleName;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import dlkm.registry.Registry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What requests make of a plan (spec §9.3): a module that another one needs is used with it, and
 * can't be unused before it.
 */
final class StatePlan {

  private final Host host;
  private final SortedMap<String, String> texts;
  private final Map<String, StateTarget> targets = new LinkedHashMap<>();

  /** Modules that targets need and that are planned to be used already. */
  private final Map<String, StateTarget> needed = new LinkedHashMap<>();

  private final Map<String, MasterFile> masters = new TreeMap<>();
  private final List<Problem> problems = new ArrayList<>();

  private StatePlan(Host host, SortedMap<String, String> texts) {
    this.host = host;
    this.texts = new TreeMap<>(texts);
  }

  /**
   * The plan with the requests.
   *
   * @param texts of the files of the plan, by path
   * @throws ProblemException with all requests that can't be granted
   */
  static StatePlan of(Host host, SortedMap<String, String> texts, List<StateRequest> requests) {
    StatePlan plan = new StatePlan(host, texts);
    for (StateRequest request : requests) {
      plan.guarded(() -> plan.add(request));
    }
    plan.requireNone();
    plan.guarded(plan::addNeeded);
    plan.guarded(plan::refuseNeeded);
    plan.requireNone();
    plan.dropUnneeded();
    return plan;
  }

  /**
   * The plan in which nothing is used but what requests name, and what that needs. A module that
   * has the state already is planned as before.
   *
   * @param texts of the files of the plan, by path
   * @param known the modules that the kernel has: others are planned for other kernels
   * @throws ProblemException with all requests that can't be granted
   */
  static StatePlan whole(
      Host host, SortedMap<String, String> texts, List<StateRequest> requests, Set<String> known) {
    StatePlan plan = new StatePlan(host, texts);
    for (StateRequest request : requests) {
      plan.guarded(() -> plan.addOrKeep(request));
    }
    plan.requireNone();
    plan.guarded(plan::addNeeded);
    plan.guarded(() -> plan.dropOthers(known));
    plan.guarded(plan::refuseNeeded);
    plan.requireNone();
    return plan;
  }

  private void guarded(Runnable work) {
    try {
      work.run();
    } catch (ProblemException e) {
      problems.addAll(e.problems());
    }
  }

  private void requireNone() {
    if (!problems.isEmpty()) {
      throw new ProblemException(problems);
    }
  }

  /** The texts of the files then. */
  SortedMap<String, String> texts() {
    return texts;
  }

  /** The modules to register, static or not: of the targets, and of those that they need. */
  List<StateTarget> unregistered(Registry registry) {
    List<StateTarget> used = new ArrayList<>(targets.values());
    used.addAll(needed.values());
    used.removeIf(target -> !target.needsImage(registry));
    return used;
  }

  /** The modules whose states are asked for or follow from that. */
  List<StateTarget> targets() {
    return List.copyOf(targets.values());
  }

  private MasterFile master(String module) {
    return masters.computeIfAbsent(module, name -> InstalledModule.master(host, name));
  }

  private SystemFile system(String module) {
    String path = Layout.system(InstalledModule.require(host, module));
    return SystemFile.parse(host.path(path).toString(), texts.getOrDefault(path, ""));
  }

  private void add(StateRequest request) {
    String module = request.module();
    MasterFile master = master(module);
    SystemFile system = system(module);
    Set<ModuleState> capable = StateRules.capable(master, system);
    ModuleState state = request.state().orElseGet(() -> StateRules.best(master, system));
    if (!capable.contains(state)) {
      throw new ProblemException(
          module,
          "can't be " + state.word() + ": its files don't allow it",
          "allowed: " + words(capable));
    }
    set(
        module,
        master,
        system,
        state,
        request.state().isPresent() ? StateCause.EXPLICIT : StateCause.BEST);
  }

  /** Adds a request, unless that would only change the cause of what is planned. */
  private void addOrKeep(StateRequest request) {
    String module = request.module();
    SystemFile system = system(module);
    boolean isPlanned =
        request
            .state()
            .map(planned(module, system)::equals)
            .orElse(system.isConfigured() && system.cause().equals(Optional.of(StateCause.BEST)));
    if (isPlanned) {
      targets.put(module, new StateTarget(module, planned(module, system), system.plannedPhase()));
    } else {
      add(request);
    }
  }

  private static String words(Set<ModuleState> states) {
    return String.join(" ", states.stream().map(ModuleState::word).toList());
  }

  private void set(
      String module, MasterFile master, SystemFile system, ModuleState state, StateCause cause) {
    String path = Layout.system(module);
    texts.put(path, StateRules.plan(texts.get(path), master, system, state, cause));
    if (state != ModuleState.LOADED) {
      texts.computeIfPresent(
          Layout.LOADMODS, (_, loadmods) -> LoadmodsFile.remove(loadmods, module));
    }
    targets.put(module, new StateTarget(module, state, system(module).plannedPhase()));
  }

  /** Modules of ours that another one declares to need. */
  private List<String> needs(String module) {
    return InstalledModule.needed(host, master(module));
  }

  private void addNeeded() {
    List<String> open = new ArrayList<>();
    for (StateTarget target : targets.values()) {
      if (target.state() != ModuleState.UNUSED) {
        open.add(target.module());
      }
    }
    while (!open.isEmpty()) {
      for (String needed : needs(open.removeFirst())) {
        if (!targets.containsKey(needed) && needed(needed).isPresent()) {
          open.add(needed);
        }
      }
    }
  }

  /** Adds one that is needed; returns it if it wasn't known. */
  private Optional<StateTarget> needed(String module) {
    MasterFile master = master(module);
    SystemFile system = system(module);
    if (!system.isConfigured()) {
      set(module, master, system, StateRules.best(master, system), StateCause.DEPEND);
      return Optional.of(targets.get(module));
    }
    StateTarget planned = new StateTarget(module, planned(module, system), system.plannedPhase());
    return needed.putIfAbsent(module, planned) == null ? Optional.of(planned) : Optional.empty();
  }

  /** The state that the files of the plan give a module. */
  private ModuleState planned(String module, SystemFile system) {
    if (!system.isConfigured()) {
      return ModuleState.UNUSED;
    }
    if (!system.isDynamic()) {
      return ModuleState.STATIC;
    }
    boolean isNamed = LoadmodsFile.names(texts.getOrDefault(Layout.LOADMODS, "")).contains(module);
    return system.plannedPhase() == Phase.AUTO && !isNamed ? ModuleState.AUTO : ModuleState.LOADED;
  }

  private void refuseNeeded() {
    List<String> unused =
        targets.values().stream()
            .filter(target -> target.state() == ModuleState.UNUSED)
            .map(StateTarget::module)
            .toList();
    for (String module : unused.isEmpty() ? List.<String>of() : used()) {
      for (String needed : needs(module)) {
        if (unused.contains(needed)) {
          problems.add(
              new Problem(
                  needed,
                  "can't be unused: " + module + " needs it",
                  "name both: " + module + "=unused " + needed + "=unused"));
        }
      }
    }
  }

  /** The modules that the plan uses; one with broken files needs nothing that is known. */
  private List<String> used() {
    List<String> used = new ArrayList<>();
    for (String module : InstalledModule.names(host)) {
      try {
        if (system(module).isConfigured() && master(module).module().equals(module)) {
          used.add(module);
        }
      } catch (ProblemException e) {
        if (targets.containsKey(module)) {
          throw e;
        }
      }
    }
    return used;
  }

  /** A module that was used for others alone goes with the last of them. */
  private void dropUnneeded() {
    if (targets.values().stream().noneMatch(t -> t.state() == ModuleState.UNUSED)) {
      return;
    }
    Optional<String> unneeded;
    do {
      List<String> used = used();
      unneeded =
          used.stream()
              .filter(module -> !targets.containsKey(module))
              .filter(module -> system(module).cause().equals(Optional.of(StateCause.DEPEND)))
              .filter(module -> used.stream().noneMatch(other -> isNeeded(other, module)))
              .findFirst();
      unneeded.ifPresent(
          module ->
              set(module, master(module), system(module), ModuleState.UNUSED, StateCause.DEPEND));
    } while (unneeded.isPresent());
  }

  /**
   * What is neither named nor needed isn't used; nor is what was never registered and needs a
   * module that isn't used.
   */
  private void dropOthers(Set<String> known) {
    List<String> dropped;
    do {
      dropped =
          used().stream()
              .filter(module -> !targets.containsKey(module) && !needed.containsKey(module))
              .filter(
                  module -> known.contains(module) || needsUnused(module) && !isRegistered(module))
              .toList();
      for (String module : dropped) {
        set(module, master(module), system(module), ModuleState.UNUSED, StateCause.EXPLICIT);
      }
    } while (!dropped.isEmpty());
  }

  /** With any kernel, which goes on using it. */
  private boolean isRegistered(String module) {
    return FunctionSet.all(host).stream().anyMatch(set -> set.registry().find(module).isPresent());
  }

  private boolean needsUnused(String module) {
    return needs(module).stream()
        .map(targets::get)
        .anyMatch(target -> target != null && target.state() == ModuleState.UNUSED);
  }

  private boolean isNeeded(String by, String module) {
    return needs(by).stream().anyMatch(needed -> ModuleName.isSame(needed, module));
  }
}
