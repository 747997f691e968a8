package dlkm.status;

import dlkm.funcset.FunctionSet;
import dlkm.funcset.HeldChanges;
import dlkm.installedkernel.ModuleFiles;
import dlkm.kernel.LoadedModule;
import dlkm.load.LoadedDependents;
import dlkm.modname.ModuleName;
import dlkm.registry.Registration;
import dlkm.registry.Registry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The status of all modules that are registered or loaded, put together from the registry, {@code
 * /proc/modules} and {@code /sys/module}. On the path of {@code kmadmin -s}: no streams, no regular
 * expressions.
 */
public final class ModuleStatuses {

  private final Registry registry;
  private final HeldChanges held;

  /** Held registrations, by kernel name. */
  private final Map<String, Registration> coming = new TreeMap<>();

  private final Map<String, LoadedModule> loaded = new HashMap<>();
  private final QueriedKernel kernel;

  /** Read for the kernel's other modules alone: a query of ours goes without. */
  private Optional<ModuleFiles> files = Optional.empty();

  private ModuleStatuses(QueriedKernel kernel) {
    FunctionSet set = kernel.functionSet();
    registry = set.registry();
    held = set.held();
    for (Registration registration : held.updates().values()) {
      if (registry.find(registration.module()).isEmpty()) {
        coming.put(registration.kernelName(), registration);
      }
    }
    for (LoadedModule module : kernel.loaded()) {
      loaded.put(module.name(), module);
    }
    LoadedDependents.addDeclared(registry, loaded);
    this.kernel = kernel;
  }

  public static ModuleStatuses of(QueriedKernel kernel) {
    return new ModuleStatuses(kernel);
  }

  private Set<String> unregistered() {
    Set<String> names = new HashSet<>(loaded.keySet());
    for (Registration registration : registry.all()) {
      names.remove(registration.kernelName());
    }
    return names;
  }

  /** {@link #ours}, then {@link #others}. */
  public List<ModuleStatus> all() {
    List<ModuleStatus> all = new ArrayList<>(ours());
    all.addAll(others());
    return all;
  }

  /** Registered modules in the order of their ids, then those with a held registration. */
  public List<ModuleStatus> ours() {
    Map<Integer, ModuleStatus> registered = new TreeMap<>();
    for (Registration registration : registry.all()) {
      registered.put(registration.id(), of(registration));
    }
    List<ModuleStatus> ours = new ArrayList<>(registered.values());
    for (Registration registration : coming.values()) {
      ours.add(coming(registration));
    }
    return ours;
  }

  /** Other modules that are loaded, by name. */
  public List<ModuleStatus> others() {
    List<String> names = new ArrayList<>(unregistered());
    names.removeAll(coming.keySet());
    names.sort(null);
    List<ModuleStatus> others = new ArrayList<>();
    for (String name : names) {
      others.add(of(loaded.get(name)));
    }
    return others;
  }

  public Optional<ModuleStatus> find(String name) {
    String kernelName = ModuleName.kernelForm(name);
    Optional<Registration> registration = registry.findByKernelName(kernelName);
    if (registration.isPresent()) {
      return Optional.of(of(registration.get()));
    }
    if (coming.containsKey(kernelName)) {
      return Optional.of(coming(coming.get(kernelName)));
    }
    LoadedModule module = loaded.get(kernelName);
    return module == null ? Optional.empty() : Optional.of(of(module));
  }

  public Optional<ModuleStatus> findById(int id) {
    Optional<Registration> registration = registry.findById(id);
    return registration.isPresent() ? Optional.of(of(registration.get())) : Optional.empty();
  }

  /** Where the files of unregistered modules are. */
  ModuleFiles files() {
    if (files.isEmpty()) {
      files = Optional.of(ModuleFiles.read(kernel.host(), kernel.release(), unregistered()));
    }
    return files.get();
  }

  private ModuleStatus of(Registration registration) {
    String module = registration.module();
    Optional<String> waiting = Optional.empty();
    if (held.removals().contains(module)) {
      waiting = Optional.of("removal");
    } else if (held.updates().containsKey(module)) {
      waiting = Optional.of("update");
    }
    return new ModuleStatus(
        registration.kernelName(),
        Optional.of(registration),
        Optional.ofNullable(loaded.get(registration.kernelName())),
        registration.type().word(),
        waiting,
        waiting.map(_ -> held.updates().get(module)));
  }

  private ModuleStatus coming(Registration registration) {
    return new ModuleStatus(
        registration.kernelName(),
        Optional.empty(),
        Optional.ofNullable(loaded.get(registration.kernelName())),
        registration.type().word(),
        Optional.of("registration"),
        Optional.of(registration));
  }

  private ModuleStatus of(LoadedModule module) {
    String type = inferred(files().relative(module.name()).orElse(""), module);
    return new ModuleStatus(
        module.name(),
        Optional.empty(),
        Optional.of(module),
        type,
        Optional.empty(),
        Optional.empty());
  }

  /**
   * Infers the type of a module of the kernel's own: from its source directory for network and
   * terminals, else from its drivers.
   */
  private static String inferred(String path, LoadedModule module) {
    if (path.startsWith("kernel/net/")
        || path.startsWith("kernel/drivers/net/")
        || path.startsWith("kernel/drivers/tty/")) {
      return "STREAMS";
    }
    boolean hardware =
        path.startsWith("kernel/drivers/block/")
            || path.startsWith("kernel/drivers/char/")
            || module.hasBusDrivers();
    return hardware ? "WSIO" : "Misc";
  }
}
