package dlkm.health;

import dlkm.funcset.FunctionSet;
import dlkm.host.Host;
import dlkm.installedkernel.InstalledKernel;
import java.util.List;
import java.util.TreeSet;

/** Examines a machine: kernels, registered modules, what loads them, what builds and signs them. */
public final class Doctor {

  private Doctor() {}

  /**
   * Returns all that is wrong, what concerns every kernel first.
   *
   * @param opened whether the initramfs of each kernel is opened, which takes a second each
   */
  public static List<Finding> examine(Host host, boolean opened) {
    Findings findings = new Findings();
    PlannedModules planned = PlannedModules.of(host, findings);
    new BuildTools(host, findings).examine(planned);
    new StateFiles(host, findings).examine();
    new BootSetup(host, findings).examine();
    findings.examine("modprobe-program", "", new KernelLoader(host, findings)::examine);
    for (String release : new TreeSet<>(InstalledKernel.releases(host))) {
      new KernelSetup(new InstalledKernel(host, release), findings).examine(planned);
    }
    new KernelSets(host, findings).examine();
    for (FunctionSet set : FunctionSet.all(host)) {
      new RegisteredModules(set, findings, opened).examine();
    }
    return findings.all();
  }
}
