package dlkm.config;

import dlkm.kbuild.ImageSigner;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a build differs from the machine's usual one.
 *
 * @param signer who signs; empty for the machine's usual signer
 * @param jobs how many compilers work at once; empty for one on each processor
 * @param anew whether nothing is taken from the build cache, so that all that the build leaves is
 *     there
 */
public record BuildOptions(Optional<ImageSigner> signer, OptionalInt jobs, boolean anew) {

  /** The usual one. */
  static final BuildOptions USUAL = new BuildOptions(Optional.empty(), OptionalInt.empty(), false);
}
