package dlkm.graph;

import dlkm.funcset.FunctionSet;
import dlkm.image.ModuleImage;
import dlkm.installedkernel.InstalledKernel;
import dlkm.installedkernel.ModuleFiles;
import dlkm.installedkernel.ModuleIndexText;
import dlkm.kernel.Holder;
import dlkm.kernel.HolderSearch;
import dlkm.kernel.LoadedModule;
import dlkm.modname.ModuleName;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import dlkm.registry.Registration;
import dlkm.registry.SoftDependencies;
import dlkm.status.ModuleStatus;
import dlkm.status.ModuleStatuses;
import dlkm.status.QueriedKernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/**
 * Reads the graph of a kernel. Symbol dependencies of a loaded module are the kernel's own ({@code
 * /proc/modules}); of a registered module that isn't loaded they are in its image; of others they
 * come from {@code modules.dep}, which lists indirect ones too: those that follow from the rest are
 * left out. Declared and soft dependencies come from the registry, soft ones of other loaded
 * modules from {@code modules.softdep}.
 */
public final class GraphReader {

  private final QueriedKernel kernel;
  private final FunctionSet set;
  private final Map<String, Registration> registered = new TreeMap<>();
  private final Map<String, LoadedModule> loaded = new TreeMap<>();

  /** By kernel name. */
  private final Map<String, ModuleNode> nodes = new TreeMap<>();

  /** By the kernel names of both ends. */
  private final Map<List<String>, EnumSet<Need>> edges = new HashMap<>();

  private GraphReader(QueriedKernel kernel) {
    this.kernel = kernel;
    set = kernel.functionSet();
    // A held registration of a module that is registered already is its next one: not this state.
    set.held().updates().values().forEach(r -> registered.put(r.kernelName(), r));
    set.registry().all().forEach(r -> registered.put(r.kernelName(), r));
    kernel.loaded().forEach(module -> loaded.put(module.name(), module));
  }

  /** The registered modules and all that they need. */
  public static Graph ours(QueriedKernel kernel) {
    return new GraphReader(kernel).read(Set.of()).ours();
  }

  /** All registered and loaded modules, and all that they need. */
  public static Graph all(QueriedKernel kernel) {
    return new GraphReader(kernel).read(Set.of());
  }

  /**
   * The named modules, all that they need, and all that need them.
   *
   * @throws ProblemException for names of no registered, loaded or installed module
   */
  public static Graph around(QueriedKernel kernel, Collection<String> names) {
    GraphReader reader = new GraphReader(kernel);
    Set<String> wanted = new LinkedHashSet<>();
    names.forEach(name -> wanted.add(ModuleName.kernelForm(name)));
    Graph graph = reader.read(wanted);
    List<Problem> unknown = new ArrayList<>();
    for (String name : new LinkedHashSet<>(names)) {
      ModuleNode node = reader.nodes.get(ModuleName.kernelForm(name));
      if (node == null || node.state() == State.MISSING) {
        unknown.add(
            Problem.of(
                name,
                "is neither registered nor loaded, and kernel " + kernel.release() + " has none",
                "'kmgraph -a' shows all modules"));
      }
    }
    if (!unknown.isEmpty()) {
      throw new ProblemException(unknown);
    }
    return graph.around(wanted.stream().map(reader::shown).toList());
  }

  private Graph read(Set<String> named) {
    for (ModuleStatus status : ModuleStatuses.of(kernel).all()) {
      nodes.put(status.kernelName(), node(status, named.contains(status.kernelName())));
    }
    loaded.values().forEach(this::users);
    registered.values().forEach(this::declared);
    softDependencies();
    addNeeded(named);
    // A module that came or went between two looks at the kernel has edges without a node.
    edges.keySet().removeIf(ends -> !nodes.keySet().containsAll(ends));
    List<Edge> all = new ArrayList<>();
    edges.forEach(
        (ends, needs) -> all.add(new Edge(shown(ends.get(0)), shown(ends.get(1)), needs)));
    return new Graph(kernel.release(), List.copyOf(nodes.values()), all);
  }

  private String shown(String kernelName) {
    ModuleNode node = nodes.get(kernelName);
    return node == null ? kernelName : node.name();
  }

  private void edge(String from, String to, Need need) {
    if (from.equals(to)) {
      return;
    }
    edges.computeIfAbsent(List.of(from, to), _ -> EnumSet.noneOf(Need.class)).add(need);
  }

  private void users(LoadedModule module) {
    for (String dependent : module.dependents()) {
      // The list and the modules in it are one snapshot, but for a damaged file.
      if (loaded.containsKey(dependent)) {
        edge(dependent, module.name(), Need.SYMBOL);
      }
    }
  }

  private void declared(Registration registration) {
    String name = registration.kernelName();
    for (String needed : registration.dependencies()) {
      edge(name, ModuleName.kernelForm(needed), Need.DECLARED);
    }
    if (!loaded.containsKey(name)) {
      for (String needed : imports(registration)) {
        edge(name, ModuleName.kernelForm(needed), Need.SYMBOL);
      }
    }
  }

  private List<String> imports(Registration registration) {
    Path file = set.liveImage(registration);
    try {
      return ModuleImage.parse(file.toString(), Files.readAllBytes(file)).depends();
    } catch (IOException | ProblemException e) {
      // kmcheck tells of a damaged image; the registry's own facts are drawn all the same.
      return List.of();
    }
  }

  /** Soft dependencies on modules that are there; an alias stands for the modules that have it. */
  private void softDependencies() {
    Map<String, SoftDependencies> all = new TreeMap<>();
    Set<String> others = new HashSet<>(loaded.keySet());
    others.removeAll(registered.keySet());
    ModuleIndexText index = new ModuleIndexText(kernel.host(), kernel.release());
    index
        .softDependencies(others)
        .forEach((name, text) -> all.put(name, SoftDependencies.of(List.of(text))));
    registered.forEach((name, module) -> all.put(name, module.image().softDependencies()));
    Set<String> aliases = new HashSet<>();
    for (SoftDependencies soft : all.values()) {
      aliases.addAll(soft.before());
      aliases.addAll(soft.after());
    }
    aliases.removeIf(word -> nodes.containsKey(ModuleName.kernelForm(word)));
    Map<String, List<String>> modules = index.aliased(aliases);
    all.forEach(
        (name, soft) -> {
          List<String> words = new ArrayList<>(soft.before());
          words.addAll(soft.after());
          for (String word : words) {
            String form = ModuleName.kernelForm(word);
            for (String to : modules.getOrDefault(form, List.of(form))) {
              // Of others, only what is there: modprobe tried the rest, and nothing came of it.
              if (nodes.containsKey(to) || registered.containsKey(name)) {
                edge(name, to, Need.SOFT);
              }
            }
          }
        });
  }

  /** Nodes for the ends of edges, and for the named modules, that are neither ours nor loaded. */
  private void addNeeded(Set<String> named) {
    Set<String> wanted = new HashSet<>(named);
    edges.keySet().forEach(ends -> wanted.add(ends.get(1)));
    wanted.removeAll(nodes.keySet());
    if (wanted.isEmpty()) {
      return;
    }
    Map<String, List<String>> installed =
        ModuleFiles.dependencies(kernel.host(), kernel.release(), wanted);
    Set<String> builtIn = new HashSet<>();
    if (!installed.keySet().containsAll(wanted)) {
      builtIn.addAll(new InstalledKernel(kernel.host(), kernel.release()).builtIn().names());
    }
    for (String name : wanted) {
      if (!installed.containsKey(name) && !builtIn.contains(name) && isOnlySoft(name)) {
        edges.keySet().removeIf(ends -> ends.get(1).equals(name));
      } else if (!installed.containsKey(name)) {
        nodes.put(
            name, ModuleNode.bare(name, builtIn.contains(name) ? State.BUILT_IN : State.MISSING));
      }
    }
    for (Map.Entry<String, List<String>> module : installed.entrySet()) {
      nodes.putIfAbsent(module.getKey(), ModuleNode.bare(module.getKey(), State.UNLOADED));
      if (nodes.get(module.getKey()).state() == State.UNLOADED
          && !registered.containsKey(module.getKey())) {
        module.getValue().forEach(needed -> edge(module.getKey(), needed, Need.SYMBOL));
      }
    }
  }

  /** Whether nothing but soft dependencies lead to it: it may be missing. */
  private boolean isOnlySoft(String name) {
    boolean soft = false;
    for (Map.Entry<List<String>, EnumSet<Need>> edge : edges.entrySet()) {
      if (edge.getKey().get(1).equals(name)) {
        soft = true;
        if (!edge.getValue().equals(EnumSet.of(Need.SOFT))) {
          return false;
        }
      }
    }
    return soft;
  }

  private ModuleNode node(ModuleStatus status, boolean named) {
    Optional<LoadedModule> module = status.loaded();
    Optional<Registration> registration = Optional.ofNullable(registered.get(status.kernelName()));
    ModuleNode.Facts facts =
        new ModuleNode.Facts(
            registration.filter(r -> r.id() > 0).map(r -> String.valueOf(r.id())).orElse(""),
            registration
                .map(Registration::version)
                .or(() -> module.flatMap(LoadedModule::version))
                .orElse(""),
            module.map(m -> OptionalLong.of(m.size())).orElse(OptionalLong.empty()),
            module.map(m -> use(m, named || registration.isPresent())).orElse(Use.NONE),
            module.map(LoadedModule::taint).orElse(""),
            registration.map(Registration::description).orElse(""),
            registration.map(GraphReader::tunables).orElse(List.of()),
            registration.isPresent() ? status.note() : "");
    return new ModuleNode(
        registration.map(Registration::module).orElse(status.kernelName()),
        registration.isPresent() ? ModuleOrigin.DLKM : ModuleOrigin.KERNEL,
        module.map(m -> State.of(m.state())).orElse(State.UNLOADED),
        registration.filter(r -> !r.isStatic()).map(r -> r.phases().configured()),
        facts);
  }

  private static List<String> tunables(Registration registration) {
    return registration.tunables().stream().map(t -> t.name() + "=" + t.value()).toList();
  }

  private Use use(LoadedModule module, boolean search) {
    List<String> users = new ArrayList<>();
    if (search && module.holdCount() > 0) {
      for (Holder holder : HolderSearch.of(kernel.host(), module)) {
        if (!(holder instanceof Holder.Dependent)) {
          users.add(holder.words());
        }
      }
    }
    List<String> dependents = module.dependents().stream().map(this::registeredName).toList();
    return new Use(dependents.stream().sorted().toList(), module.holdCount(), users);
  }

  private String registeredName(String kernelName) {
    Registration registration = registered.get(kernelName);
    return registration == null ? kernelName : registration.module();
  }
}
