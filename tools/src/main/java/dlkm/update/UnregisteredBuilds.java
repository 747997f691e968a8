package dlkm.update;

import dlkm.component.InstalledModule;
import dlkm.funcset.BuildArea;
import dlkm.funcset.FunctionSet;
import dlkm.registry.Registration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The modules that {@code kmmodreg} without options registers (spec §4.7): built for the kernel,
 * not registered with it, not another tool's, and planned to be configured and dynamic, as it was
 * when they were built. A plan may have changed since the build.
 */
public final class UnregisteredBuilds {

  private UnregisteredBuilds() {}

  /**
   * Their names, sorted.
   *
   * @throws dlkm.problem.ProblemException when the plan of one can't be read
   */
  public static List<String> of(FunctionSet set) {
    return among(set, new BuildArea(set).modules());
  }

  /** Those among modules that were built. */
  static List<String> among(FunctionSet set, List<String> built) {
    Collection<String> registered = set.registry().names();
    List<String> modules = new ArrayList<>();
    BuildArea area = new BuildArea(set);
    for (String module : built) {
      if (!registered.contains(module)
          && InstalledModule.isPlannedDynamic(set.host(), module)
          && InstalledModule.isOurs(set.host(), module)
          && area.find(module).filter(Registration::isStatic).isEmpty()) {
        modules.add(module);
      }
    }
    return modules;
  }
}
