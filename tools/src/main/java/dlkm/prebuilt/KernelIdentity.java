package dlkm.prebuilt;

import dlkm.host.Sha256;
import dlkm.installedkernel.InstalledKernel;
import dlkm.problem.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which kernel a module was built for. Two builds of one release differ in it, and take no modules
 * of each other.
 *
 * @param buildId that the linker gave the kernel, in hexadecimal; {@link #UNKNOWN} where its image
 *     isn't there
 * @param symvers SHA-256 of the headers' {@code Module.symvers}; {@link #UNKNOWN} without headers
 * @param architecture in Go's words, as images have it
 */
public record KernelIdentity(String release, String buildId, String symvers, String architecture) {

  /** What can't be found out. */
  public static final String UNKNOWN = "unknown";

  private static final int KEY = 16;

  /**
   * That of an installed kernel.
   *
   * @throws ProblemException when another build of the running release waits for the next boot:
   *     which of the two is meant is not known
   */
  public static KernelIdentity of(InstalledKernel kernel) {
    Optional<String> other = kernel.otherAtNextBoot();
    if (other.isPresent()) {
      throw new ProblemException(
          kernel.kis(),
          "runs, and " + kernel.image() + " is another build of it already: " + other.get(),
          "reboot first: an image is of one of them");
    }
    return now(kernel, other);
  }

  /**
   * That of an installed kernel; of the running build where another one waits for the next boot,
   * whose the headers may be.
   *
   * @param waiting the other one, {@link InstalledKernel#otherAtNextBoot}
   */
  public static KernelIdentity now(InstalledKernel kernel, Optional<String> waiting) {
    return new KernelIdentity(
        kernel.release(),
        kernel.kis().substring(kernel.release().length() + 1),
        waiting.isPresent()
            ? UNKNOWN
            : symvers(kernel.host().headers(kernel.release(), "Module.symvers")),
        architecture(System.getProperty("os.arch", UNKNOWN)));
  }

  private static String symvers(Path file) {
    try {
      return Files.isRegularFile(file) ? Sha256.of(Files.readAllBytes(file)) : UNKNOWN;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String architecture(String java) {
    return switch (java.toLowerCase(Locale.ROOT)) {
      case "x86_64", "amd64" -> "amd64";
      case "aarch64" -> "arm64";
      default -> java;
    };
  }

  /**
   * Refuses an image or a kernel that nobody would find in a registry.
   *
   * @param shown what is of this kernel
   */
  void requireKey(String shown) {
    if (buildId.equals(UNKNOWN)) {
      throw new ProblemException(
          shown,
          "is of kernel " + release + " of an unknown build, and images are looked for by it",
          "install the kernel's image, the package linux-image-" + release);
    }
  }

  /** The Kernel ID String, as it is in registration records. */
  public String kis() {
    return release + ":" + buildId;
  }

  /**
   * What names the kernel in a reference, for whoever knows the kernel alone: headers have no part
   * in it.
   */
  public String key() {
    String text = release + "\n" + buildId + "\n" + architecture + "\n";
    return Sha256.of(text.getBytes(StandardCharsets.UTF_8)).substring(0, KEY);
  }

  /**
   * In what the kernel of an image differs from this one, in words; nothing when it is the same.
   */
  List<String> differences(KernelIdentity image) {
    if (!image.release.equals(release)) {
      return List.of("it is for kernel " + image.release + ", not " + release);
    }
    List<String> differences = new ArrayList<>();
    if (!image.architecture.equals(architecture)) {
      differences.add("it is for " + image.architecture + ", not " + architecture);
    }
    compare("build id", image.buildId, buildId, differences);
    compare("Module.symvers", image.symvers, symvers, differences);
    if (differences.isEmpty()
        && !isKnown(image.buildId, buildId)
        && !isKnown(image.symvers, symvers)) {
      differences.add(
          "nothing tells whether it is for this build of kernel "
              + release
              + ": neither the build id nor Module.symvers is known of both");
    }
    return differences;
  }

  private void compare(String what, String images, String ours, List<String> differences) {
    if (isKnown(images, ours) && !images.equals(ours)) {
      differences.add(
          "it is for another build of kernel "
              + release
              + ": its "
              + what
              + " is "
              + images
              + ", that of the kernel here "
              + ours);
    }
  }

  private static boolean isKnown(String one, String other) {
    return !one.equals(UNKNOWN) && !other.equals(UNKNOWN);
  }
}
