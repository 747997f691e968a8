package dlkm.config;

import dlkm.host.AtomicFiles;
import dlkm.kbuild.BuiltModule;
import dlkm.kbuild.ImageSigner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A built image as it will be loaded: a static one can't be unloaded, and it has a signature where
 * there are keys.
 */
final class LoadableImage {

  private LoadableImage() {}

  /**
   * Makes it.
   *
   * @param work the directory for it, where it differs from what was built
   */
  static Path of(BuiltModule module, Optional<ImageSigner> signer, Path work) throws IOException {
    boolean isStatic = module.plan().isStatic();
    if (signer.isEmpty() && !isStatic) {
      return module.image();
    }
    Path image = work.resolve(module.plan().name() + ".signed");
    if (isStatic) {
      AtomicFiles.write(image, StaticImages.permanent(module.image()));
    } else {
      AtomicFiles.write(image, Files.readAllBytes(module.image()));
    }
    if (signer.isPresent()) {
      signer.get().sign(module.plan().name(), image);
    }
    return image;
  }
}
