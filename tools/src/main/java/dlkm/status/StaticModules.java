package dlkm.status;

import dlkm.kernel.LoadedModule;
import dlkm.registry.Registration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Modules of ours that are a part of a kernel, {@code kmadmin -k} (spec §4.8): of the one that
 * runs, those that its boot has loaded; of another one, those that its boot loads.
 */
public final class StaticModules {

  private StaticModules() {}

  /** Their names, in the order of their ids. */
  public static List<String> names(QueriedKernel kernel) {
    Map<String, LoadedModule> loaded = new HashMap<>();
    kernel.loaded().forEach(module -> loaded.put(module.name(), module));
    List<String> names = new ArrayList<>();
    for (Registration registration : kernel.functionSet().registry().all()) {
      Optional<LoadedModule> module = Optional.ofNullable(loaded.get(registration.kernelName()));
      if (registration.isStatic() && (!kernel.running() || isPart(registration, module))) {
        names.add(registration.module());
      }
    }
    return names;
  }

  private static boolean isPart(Registration registration, Optional<LoadedModule> module) {
    return new ModuleStatus(
            registration.kernelName(), Optional.of(registration), module, "", Optional.empty())
        .isStatic();
  }
}
