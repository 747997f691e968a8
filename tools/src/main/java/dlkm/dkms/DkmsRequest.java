package dlkm.dkms;

import java.util.List;
import java.util.Optional;

/**
 * What a command line asks for.
 *
 * @param name of the package; empty where it isn't named
 * @param version of the package; empty where it isn't named
 * @param kernels releases; empty for the running kernel
 * @param archs one for all kernels, or one for each
 * @param all the kernels that the package was built for
 * @param conf a configuration file instead of the package's own
 * @param place a directory of sources, or an archive
 * @param directives {@code NAME=VALUE}, which count before the configuration file
 * @param kernelSource a directory in place of the kernel's headers
 * @param kernelConfig a file in place of the kernel's configuration
 * @param jobs the number of jobs of a build
 */
public record DkmsRequest(
    String name,
    String version,
    List<String> kernels,
    List<String> archs,
    boolean all,
    Optional<String> conf,
    Place place,
    List<String> directives,
    Optional<String> kernelSource,
    Optional<String> kernelConfig,
    Optional<String> jobs,
    Flags flags) {

  /** Where sources are taken from; empty texts mean nowhere. */
  public record Place(String directory, String archive) {}

  /** Options without a value. */
  public record Flags(
      boolean force,
      boolean forceVersion,
      boolean sourceOnly,
      boolean binariesOnly,
      boolean verbose,
      boolean rpmSafeUpgrade,
      boolean modprobes) {

    /** The same and {@code --force}. */
    Flags forced() {
      return new Flags(
          true, forceVersion, sourceOnly, binariesOnly, verbose, rpmSafeUpgrade, modprobes);
    }

    /** The same and {@code --force-version-override}. */
    Flags versionForced() {
      return new Flags(force, true, sourceOnly, binariesOnly, verbose, rpmSafeUpgrade, modprobes);
    }
  }

  /** The same with other options. */
  DkmsRequest with(Flags other) {
    return new DkmsRequest(
        name,
        version,
        kernels,
        archs,
        all,
        conf,
        place,
        directives,
        kernelSource,
        kernelConfig,
        jobs,
        other);
  }

  /** The same for another version of a package. */
  public DkmsRequest of(PackageVersion other) {
    return new DkmsRequest(
        other.name(),
        other.version(),
        kernels,
        archs,
        all,
        conf,
        place,
        directives,
        kernelSource,
        kernelConfig,
        jobs,
        flags);
  }
}
