package dlkm.health;

import dlkm.funcset.FunctionSet;
import dlkm.host.Host;
import dlkm.installedkernel.InstalledKernel;
import java.nio.file.Files;
import java.util.List;

/**
 * Whether a kernel would come up with every planned module in its phase: the kernel is complete,
 * the modules are registered with it, its loader finds them, and its initramfs carries those of
 * BOOT1 and BOOT2.
 */
public final class Readiness {

  private Readiness() {}

  /** Returns what is missing; nothing when the kernel is ready. */
  public static List<Finding> of(InstalledKernel kernel) {
    Host host = kernel.host();
    Findings findings = new Findings();
    PlannedModules planned = PlannedModules.of(host, findings);
    if (!Files.exists(kernel.image())) {
      findings.add(
          "kernel",
          kernel.release(),
          kernel.image().toString(),
          "is missing",
          "apt-get install --reinstall linux-image-" + kernel.release());
    }
    KernelSetup setup = new KernelSetup(kernel, findings);
    setup.index();
    setup.registered(planned);
    FunctionSet set = new FunctionSet(host, kernel.release());
    if (Files.isDirectory(set.directory())) {
      new RegisteredModules(set, findings, true).examine();
      new BootSetup(host, findings).unit();
    }
    return findings.all();
  }
}
