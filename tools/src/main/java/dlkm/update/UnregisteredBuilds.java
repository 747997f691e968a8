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
 * not registered with it, and planned to be configured and dynamic, as it was when it was built. A
 * plan may have changed since the build.
 */
public final class UnregisteredBuilds {

  private UnregisteredBuilds() {}

  /**
   * Their names, sorted.
   *
   * @throws dlkm.problem.ProblemException when the plan of one can't be read
   */
  public static List<String> of(FunctionSet set) {
    Collection<String> registered = set.registry().names();
    List<String> modules = new ArrayList<>();
    BuildArea area = new BuildArea(set);
    for (String module : area.modules()) {
      if (!registered.contains(module)
          && InstalledModule.isPlannedDynamic(set.host(), module)
          && area.find(module).filter(Registration::isStatic).isEmpty()) {
        modules.add(module);
      }
    }
    return modules;
  }
}
