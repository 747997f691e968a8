package dlkm.kernel;

import dlkm.image.ModuleImage;

/**
 * A module for which everything is done that can be done before it is loaded. Belongs to the {@code
 * Loader} that made it.
 *
 * @param image what is in its file
 */
public record PreparedModule(ModuleImage image, Libkmod.Insertion insertion, DeviceNumbers before) {

  /** The name by which the kernel will know it. */
  public String name() {
    return image.name();
  }
}
