package dlkm.update;

import dlkm.funcset.Generation;
import dlkm.index.ModprobeConf;
import dlkm.kernel.Loader;
import dlkm.kernel.Prepared;
import dlkm.registry.Registration;

/** The image of a registered module, ready to be loaded as {@code modprobe} would load it. */
final class Ready {

  private Ready() {}

  /** With the parameters that the machine has for it, and then those that are planned. */
  static Prepared of(Loader loader, Generation generation, Registration registration) {
    String machine = loader.options(registration.kernelName());
    String ours = ModprobeConf.options(registration);
    return loader.prepare(generation.image(registration), (machine + " " + ours).strip());
  }
}
