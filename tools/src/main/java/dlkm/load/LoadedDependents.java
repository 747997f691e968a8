package dlkm.load;

import dlkm.host.Host;
import dlkm.kernel.LoadedModule;
import dlkm.kernel.LoadedModules;
import dlkm.modname.ModuleName;
import dlkm.registry.Registration;
import dlkm.registry.Registry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The dependents of loaded modules (spec §4.8, field 12). The kernel knows dependents by symbols
 * alone; a loaded module that declares that it needs another one is its dependent too (step 1 of
 * spec §6.4, §7.5).
 */
public final class LoadedDependents {

  private LoadedDependents() {}

  /** The loaded module of that name, with all its dependents. */
  public static Optional<LoadedModule> find(Host host, Registry registry, String name) {
    Map<String, LoadedModule> loaded = new HashMap<>();
    LoadedModules.all(host).forEach(module -> loaded.put(module.name(), module));
    addDeclared(registry, loaded);
    return Optional.ofNullable(loaded.get(ModuleName.kernelForm(name)));
  }

  /**
   * Adds to loaded modules the dependents that the registry declares.
   *
   * @param loaded by kernel name
   */
  public static void addDeclared(Registry registry, Map<String, LoadedModule> loaded) {
    for (Registration registration : registry.all()) {
      String dependent = registration.kernelName();
      if (loaded.containsKey(dependent)) {
        for (String needed : registration.dependencies()) {
          loaded.computeIfPresent(
              ModuleName.kernelForm(needed), (_, module) -> module.neededBy(List.of(dependent)));
        }
      }
    }
  }
}
