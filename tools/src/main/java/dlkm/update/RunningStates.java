package dlkm.update;

import dlkm.installedkernel.InstalledKernel;
import dlkm.kernel.LoadedModules;
import dlkm.modname.ModuleName;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a change of states makes of the running kernel (spec §9.3, §9.5), besides other images of
 * what is loaded.
 *
 * @param leaving loaded modules that become unused
 * @param coming modules that become loaded, and aren't
 */
public record RunningStates(List<String> leaving, List<String> coming) {

  /** All modules stay as they are. */
  static final RunningStates SAME = new RunningStates(List.of(), List.of());

  public RunningStates {
    leaving = List.copyOf(leaving);
    coming = List.copyOf(coming);
  }

  /** Those of a kernel; none of one that doesn't run. */
  public static RunningStates of(
      InstalledKernel kernel, Collection<String> unused, Collection<String> loaded) {
    if (!kernel.isRunning()) {
      return SAME;
    }
    Set<String> present =
        LoadedModules.all(kernel.host()).stream()
            .map(module -> module.name())
            .collect(Collectors.toSet());
    return new RunningStates(
        unused.stream().filter(name -> present.contains(ModuleName.kernelForm(name))).toList(),
        loaded.stream().filter(name -> !present.contains(ModuleName.kernelForm(name))).toList());
  }

  /** Whether nothing leaves and nothing comes. */
  public boolean isEmpty() {
    return leaving.isEmpty() && coming.isEmpty();
  }

  /** The kernel's names of those that leave. */
  Set<String> leavingNames() {
    return leaving.stream().map(ModuleName::kernelForm).collect(Collectors.toSet());
  }
}
