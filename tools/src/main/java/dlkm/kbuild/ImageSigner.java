package dlkm.kbuild;

import java.nio.file.Path;

/** What signs the images of modules, on several threads at once. */
@FunctionalInterface
public interface ImageSigner {

  /**
   * Signs one in place.
   *
   * @throws dlkm.problem.ProblemException when it can't be signed and mustn't be used unsigned
   */
  void sign(String module, Path image);
}
