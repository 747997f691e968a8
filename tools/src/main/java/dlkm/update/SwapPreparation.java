package dlkm.update;

import dlkm.funcset.Generation;
import dlkm.index.ModprobeConf;
import dlkm.kernel.Loader;
import dlkm.kernel.PreparedModule;
import dlkm.registry.Registration;

/** The image of a registered module, ready to be loaded as {@code modprobe} would load it. */
final class SwapPreparation {

  private SwapPreparation() {}

  /** With the parameters that the machine has for it, and then those that are planned. */
  static PreparedModule of(Loader loader, Generation generation, Registration registration) {
    String machine = loader.options(registration.kernelName());
    String ours = ModprobeConf.options(registration);
    return loader.prepare(generation.image(registration), (machine + " " + ours).strip());
  }
}
