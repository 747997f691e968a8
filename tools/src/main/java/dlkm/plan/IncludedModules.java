package dlkm.plan;

import dlkm.component.Families;
import dlkm.component.InstalledModule;
import dlkm.host.Notices;
import dlkm.installedkernel.InstalledKernel;
import dlkm.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The modules that a command about one kernel is about. */
public final class IncludedModules {

  private IncludedModules() {}

  /**
   * The named modules, each with the rest of its family, without those that are excluded for the
   * kernel.
   *
   * @param names of modules and families
   * @param notices gets the excluded ones, and why
   */
  public static List<String> of(InstalledKernel kernel, List<String> names, Notices notices) {
    return included(kernel, Families.whole(kernel.host(), names), notices);
  }

  /** The same as files plan them, which may not be those of the machine. */
  public static List<String> planned(
      InstalledKernel kernel, PlanFiles files, List<String> names, Notices notices) {
    return included(kernel, Families.whole(kernel.host(), names, files::isPlannedDynamic), notices);
  }

  private static List<String> included(
      InstalledKernel kernel, List<String> modules, Notices notices) {
    List<String> included = new ArrayList<>();
    for (String module : modules) {
      Optional<String> excluded = excluded(kernel, module);
      if (excluded.isEmpty()) {
        included.add(module);
      } else {
        notices.say(module + ": excluded for kernel " + kernel.release() + ": " + excluded.get());
      }
    }
    return included;
  }

  /**
   * Why an installed module is excluded; what is wrong with its files is told when it is planned.
   */
  public static Optional<String> excluded(InstalledKernel kernel, String module) {
    if (!InstalledModule.isInstalled(kernel.host(), module)) {
      return Optional.empty();
    }
    try {
      return Exclusion.of(InstalledModule.master(kernel.host(), module), kernel);
    } catch (ProblemException e) {
      return Optional.empty();
    }
  }
}
