package dlkm.update;

import dlkm.conf.NameRules;
import dlkm.host.Host;
import dlkm.kernel.LoadedModule;
import dlkm.kernel.LoadedModules;
import dlkm.registry.Registration;
import dlkm.registry.Registry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Adds to what the kernel says of a loaded module the loaded ones that declare that they need it:
 * without a symbol of it in use the kernel doesn't know, and it has to stay all the same (spec
 * §6.4.1, §7.5).
 */
public final class Dependents {

  private Dependents() {}

  /** The loaded module of that name, with all that need it. */
  public static Optional<LoadedModule> find(Host host, Registry registry, String name) {
    Map<String, LoadedModule> loaded = new HashMap<>();
    LoadedModules.all(host).forEach(module -> loaded.put(module.name(), module));
    add(registry, loaded);
    return Optional.ofNullable(loaded.get(NameRules.kernel(name)));
  }

  /**
   * Does that for all modules that are loaded.
   *
   * @param loaded by kernel name
   */
  public static void add(Registry registry, Map<String, LoadedModule> loaded) {
    for (Registration registration : registry.all()) {
      String dependent = registration.kernelName();
      if (loaded.containsKey(dependent)) {
        for (String needed : registration.dependencies()) {
          loaded.computeIfPresent(
              NameRules.kernel(needed), (_, module) -> module.neededBy(List.of(dependent)));
        }
      }
    }
  }
}
