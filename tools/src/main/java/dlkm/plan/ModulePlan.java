package dlkm.plan;

import dlkm.component.InstalledModule;
import dlkm.declaration.MasterFile;
import dlkm.declaration.PlannedTunable;
import dlkm.declaration.SystemFile;
import dlkm.installedkernel.InstalledKernel;
import dlkm.modname.ModuleName;
import java.util.ArrayList;
import java.util.List;

/**
 * The plan of one module for one kernel, every declaration checked.
 *
 * @param tunables with the administrator's values over the developer's defaults
 * @param ours the declared dependencies that are modules of ours
 * @param kernels the declared dependencies that the kernel brings itself
 */
public record ModulePlan(
    InstalledModule installed,
    InstalledKernel kernel,
    List<PlannedTunable> tunables,
    List<String> ours,
    List<String> kernels) {

  public ModulePlan {
    tunables = List.copyOf(tunables);
    ours = List.copyOf(ours);
    kernels = List.copyOf(kernels);
  }

  /** The same with further modules of ours that it needs. */
  public ModulePlan needing(List<String> more) {
    List<String> needed = new ArrayList<>(ours);
    more.stream().filter(module -> !ours.contains(module)).forEach(needed::add);
    return new ModulePlan(installed, kernel, tunables, needed, kernels);
  }

  /** The same without a module of ours that it doesn't need after all. */
  public ModulePlan without(String module) {
    List<String> needed = ours.stream().filter(each -> !each.equals(module)).toList();
    return new ModulePlan(installed, kernel, tunables, needed, kernels);
  }

  public String name() {
    return installed.name();
  }

  /** The name by which the kernel knows the module: it has no {@code -}. */
  public String kernelName() {
    return ModuleName.kernelForm(name());
  }

  /** Whether it is built as a part of the static kernel. */
  public boolean isStatic() {
    return system().isPlannedStatic();
  }

  public MasterFile master() {
    return installed.master();
  }

  public SystemFile system() {
    return installed.system();
  }
}
