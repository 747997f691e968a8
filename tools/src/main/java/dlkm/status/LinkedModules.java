package dlkm.status;

import dlkm.installedkernel.InstalledKernel;
import dlkm.kernel.LoadedModule;
import dlkm.registry.Registration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The modules that are linked into a kernel, {@code kmadmin -k} (spec §4.8).
 *
 * @param ours the static modules, in the order of their ids: of the running kernel those that its
 *     boot has loaded, of another one those that its boot loads
 * @param builtIn the kernel's own, sorted
 */
public record LinkedModules(List<String> ours, List<String> builtIn) {

  public LinkedModules {
    ours = List.copyOf(ours);
    builtIn = List.copyOf(builtIn);
  }

  /** Those of a kernel. */
  public static LinkedModules of(QueriedKernel kernel) {
    InstalledKernel installed = new InstalledKernel(kernel.host(), kernel.release());
    return new LinkedModules(ours(kernel), installed.builtIn().names());
  }

  private static List<String> ours(QueriedKernel kernel) {
    Map<String, LoadedModule> loaded = new HashMap<>();
    kernel.loaded().forEach(module -> loaded.put(module.name(), module));
    List<String> names = new ArrayList<>();
    for (Registration registration : kernel.functionSet().registry().all()) {
      Optional<LoadedModule> module = Optional.ofNullable(loaded.get(registration.kernelName()));
      if (registration.isStatic()
          && (!kernel.running() || module.filter(LinkedModules::isLinked).isPresent())) {
        names.add(registration.module());
      }
    }
    return names;
  }

  /**
   * Whether a loaded module is there for good, if it is registered as static. What a command loaded
   * before the module became static is not.
   */
  static boolean isLinked(LoadedModule module) {
    return module.permanent() && !module.wrapped();
  }
}
