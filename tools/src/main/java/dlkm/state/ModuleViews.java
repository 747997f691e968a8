package dlkm.state;

import dlkm.component.InstalledModule;
import dlkm.declaration.Dependency;
import dlkm.declaration.InterfaceUse;
import dlkm.declaration.LoadmodsFile;
import dlkm.declaration.MasterFile;
import dlkm.declaration.ModuleState;
import dlkm.declaration.Phase;
import dlkm.declaration.StateCause;
import dlkm.declaration.StateRules;
import dlkm.declaration.SystemFile;
import dlkm.funcset.BuildArea;
import dlkm.funcset.FunctionSet;
import dlkm.funcset.Generation;
import dlkm.host.Host;
import dlkm.host.Layout;
import dlkm.kernel.LoadedModule;
import dlkm.load.LoadedDependents;
import dlkm.modname.ModuleName;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import dlkm.registry.Registration;
import dlkm.registry.Registry;
import dlkm.saved.Configuration;
import dlkm.saved.Configurations;
import dlkm.saved.LoadedState;
import dlkm.saved.SavedPlan;
import dlkm.status.QueriedKernel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/** The states of all modules, now and at the next boot (spec §9.3). */
public final class ModuleViews {

  private final FunctionSet set;
  private final Host host;
  private final SortedMap<String, String> texts;
  private final Registry now;
  private final Registry then;
  private final Map<String, LoadedModule> loaded;
  private final boolean saved;
  private final boolean running;
  private final Function<Registration, Path> image;
  private final Set<String> atBoot = new TreeSet<>();
  private final List<Problem> problems = new ArrayList<>();

  private ModuleViews(
      FunctionSet set,
      SortedMap<String, String> texts,
      Registry now,
      Registry then,
      Map<String, LoadedModule> loaded,
      boolean saved,
      boolean running,
      Function<Registration, Path> image) {
    this.set = set;
    host = set.host();
    this.texts = texts;
    this.now = now;
    this.then = then;
    this.loaded = loaded;
    this.saved = saved;
    this.running = running;
    this.image = image;
    readBoot();
  }

  /** Those of a kernel, running or not. */
  public static ModuleViews of(QueriedKernel kernel) throws IOException {
    FunctionSet set = kernel.functionSet();
    Registry now = set.registry();
    Map<String, LoadedModule> loaded = new HashMap<>();
    kernel.loaded().forEach(module -> loaded.put(module.name(), module));
    LoadedDependents.addDeclared(now, loaded);
    return new ModuleViews(
        set,
        SavedPlan.read(set.host()),
        now,
        set.pending().map(Generation::registry).orElse(now),
        loaded,
        false,
        kernel.running(),
        set::liveImage);
  }

  /** Those of a saved configuration. */
  public static ModuleViews of(FunctionSet set, Configuration configuration) throws IOException {
    Generation generation = new Configurations(set).generation(configuration);
    Registry registry = generation.registry();
    return new ModuleViews(
        set,
        SavedPlan.of(set.host(), configuration.plan()),
        registry,
        registry,
        Map.of(),
        true,
        false,
        generation::image);
  }

  /** What is wrong with the files of modules; what those say is missing. */
  public List<Problem> problems() {
    return List.copyOf(problems);
  }

  /** All installed or registered modules, by name. */
  public List<ModuleView> all() {
    SortedSet<String> names = new TreeSet<>(InstalledModule.names(host));
    names.addAll(now.names());
    names.addAll(then.names());
    return names.stream().map(this::view).toList();
  }

  /** These with the other versions of them that were built (spec §9.3, {@code -a}). */
  public List<ModuleView> withVersions() {
    BuildArea area = new BuildArea(set);
    List<ModuleView> all = new ArrayList<>();
    for (ModuleView view : all()) {
      all.add(view);
      area.find(view.module())
          .filter(built -> then.find(view.module()).filter(built::isSameModule).isEmpty())
          .filter(built -> !built.version().equals(view.version()))
          .ifPresent(built -> all.add(view.built(built, set.builtImage(view.module()))));
    }
    return all;
  }

  /**
   * One of them.
   *
   * @throws ProblemException when there is none of that name
   */
  public ModuleView find(String name) {
    String module = InstalledModule.named(host, name);
    for (Registry registry : List.of(now, then)) {
      Optional<Registration> found = registry.findByKernelName(ModuleName.kernelForm(module));
      if (found.isPresent()) {
        return view(found.get().module());
      }
    }
    return view(InstalledModule.require(host, module));
  }

  /** The modules that the boot loads: in their phase, by loadmods, or as another one needs them. */
  private void readBoot() {
    List<String> open = new ArrayList<>(LoadedState.of(then, texts));
    while (!open.isEmpty()) {
      String module = open.removeFirst();
      if (atBoot.add(module)) {
        then.find(module).stream()
            .flatMap(registration -> registration.dependencies().stream())
            .filter(needed -> then.find(needed).isPresent())
            .forEach(open::add);
      }
    }
  }

  private ModuleView view(String module) {
    Optional<MasterFile> master = Optional.empty();
    Optional<SystemFile> system = Optional.empty();
    if (InstalledModule.isInstalled(host, module)) {
      try {
        String path = Layout.system(module);
        master = Optional.of(InstalledModule.master(host, module));
        system =
            Optional.of(SystemFile.parse(host.path(path).toString(), texts.getOrDefault(path, "")));
      } catch (ProblemException e) {
        problems.addAll(e.problems());
      }
    } else {
      InstalledModule.fault(host, module).ifPresent(problems::add);
    }
    return view(module, master, system);
  }

  private ModuleView view(String module, Optional<MasterFile> master, Optional<SystemFile> system) {
    Optional<Registration> registered = now.find(module).or(() -> then.find(module));
    Set<ModuleState> capable =
        master.isPresent() && system.isPresent()
            ? StateRules.capable(master.get(), system.get())
            : EnumSet.noneOf(ModuleState.class);
    ModuleState next = next(module);
    String planned = planned(system);
    Optional<String> nextCause = Optional.of(nextCause(module, next, planned));
    ModuleState state = saved ? next : state(module);
    String kernelName = ModuleName.kernelForm(module);
    return new ModuleView(
        module,
        Optional.of(kernelName).filter(name -> !name.equals(module)),
        registered
            .map(Registration::description)
            .filter(text -> !text.isEmpty())
            .or(() -> master.flatMap(m -> m.linux().description()))
            .orElse(""),
        registered
            .map(Registration::version)
            .or(() -> master.map(MasterFile::moduleVersion))
            .orElse(""),
        registered.map(registration -> registration.origin().built().toString()),
        state,
        state == next
            ? nowCause(module, state, nextCause)
            : nowCause(module, state, Optional.empty()),
        next,
        nextCause,
        capable,
        depends(master, registered),
        registered.filter(r -> now.find(module).isPresent()).map(image),
        note(module, system, registered));
  }

  private ModuleState state(String module) {
    boolean isLoaded = loaded.containsKey(ModuleName.kernelForm(module));
    if (isStatic(now, module) && (isLoaded || !running)) {
      return ModuleState.STATIC;
    }
    if (isLoaded) {
      return ModuleState.LOADED;
    }
    return now.find(module).filter(r -> r.notInRun().isEmpty()).isPresent()
        ? ModuleState.AUTO
        : ModuleState.UNUSED;
  }

  private static boolean isStatic(Registry registry, String module) {
    return registry.find(module).filter(Registration::isStatic).isPresent();
  }

  /** As the next boot has it registered, whatever is planned for a build. */
  private ModuleState next(String module) {
    if (isStatic(then, module)) {
      return ModuleState.STATIC;
    }
    if (then.find(module).filter(r -> r.phases().used()).isEmpty()) {
      return ModuleState.UNUSED;
    }
    return atBoot.contains(module) ? ModuleState.LOADED : ModuleState.AUTO;
  }

  private static String planned(Optional<SystemFile> system) {
    return system.flatMap(SystemFile::cause).map(StateCause::word).orElse(ModuleView.DEFAULT);
  }

  /** An auto module that the boot loads for another one has that for its cause. */
  private String nextCause(String module, ModuleState next, String planned) {
    boolean auto = then.find(module).filter(r -> r.phases().configured() == Phase.AUTO).isPresent();
    boolean named = LoadmodsFile.names(texts.getOrDefault(Layout.LOADMODS, "")).contains(module);
    return next == ModuleState.LOADED && auto && !named ? StateCause.DEPEND.word() : planned;
  }

  private Optional<String> nowCause(String module, ModuleState state, Optional<String> next) {
    LoadedModule found = loaded.get(ModuleName.kernelForm(module));
    boolean auto = now.find(module).filter(r -> r.phases().configured() == Phase.AUTO).isPresent();
    if (state != ModuleState.LOADED || found == null || !auto) {
      return next;
    }
    return Optional.of(found.dependents().isEmpty() ? "auto" : StateCause.DEPEND.word());
  }

  private static List<String> depends(
      Optional<MasterFile> master, Optional<Registration> registered) {
    List<String> depends = new ArrayList<>();
    if (master.isPresent()) {
      for (Dependency dependency : master.get().dependencies()) {
        depends.add("module " + dependency.module());
      }
      for (InterfaceUse use : master.get().interfaces().uses()) {
        depends.add("interface " + use.name() + " " + use.version());
      }
    } else {
      registered.stream()
          .flatMap(registration -> registration.dependencies().stream())
          .forEach(needed -> depends.add("module " + needed));
    }
    return depends;
  }

  private String note(
      String module, Optional<SystemFile> system, Optional<Registration> registered) {
    if (registered.isEmpty() && system.filter(SystemFile::isPlannedDynamic).isPresent()) {
      return "planned, not registered with kernel " + set.release();
    }
    boolean isStatic = isStatic(then, module);
    if (!isStatic && system.filter(SystemFile::isPlannedStatic).isPresent()) {
      return "planned static, not part of the kernel";
    }
    if (isStatic
        && isStatic(now, module)
        && system.filter(SystemFile::isPlannedDynamic).isPresent()) {
      return "planned loadable, part of the kernel";
    }
    if (!saved && system.isEmpty()) {
      boolean damaged =
          InstalledModule.isInstalled(host, module)
              || InstalledModule.fault(host, module).isPresent();
      return damaged ? "its files are damaged" : "not installed";
    }
    return registered.isPresent() && system.filter(s -> s.loadable().isPresent()).isPresent()
        ? "loadable"
        : "";
  }
}
