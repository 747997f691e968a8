package dlkm.dkms;

import dlkm.kbuild.ImageSigner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What is looked for once for each kernel of a command: its headers, and who signs. */
final class BuildPreparation {

  private final Map<KernelTarget, Optional<ImageSigner>> signers = new HashMap<>();

  /**
   * Looks for them, and tells of it where DKMS does.
   *
   * @return who signs; empty for the machine's usual signer
   * @throws DkmsException when there are no headers
   */
  Optional<ImageSigner> of(DkmsSession session, KernelTarget kernel) {
    if (!signers.containsKey(kernel)) {
      requireHeaders(session, kernel);
      if (session.output().dialect().looksBeforeBuild()) {
        signers.put(kernel, Optional.of(new PackageSigning(session, kernel).signer()));
        session.output().say("");
      } else {
        signers.put(
            kernel,
            session.framework(kernel).signer(session.output()).map(found -> (ImageSigner) found));
      }
    }
    return signers.get(kernel);
  }

  private static void requireHeaders(DkmsSession session, KernelTarget kernel) {
    String release = kernel.release();
    Optional<Path> other = session.host().foreign();
    if (session.request().kernelSource().isPresent()
        && other.isPresent()
        && !session.host().headers(release, "").startsWith(other.get())) {
      throw new DkmsException(
          session.output().dialect().noHeaders(),
          "The kernel headers in " + other.get() + " are not those of kernel " + release + ".",
          "Name the kernel that they belong to with -k: no other kernel loads what they build.");
    }
    if (!Files.exists(session.host().headers(release, "include"))) {
      throw new DkmsException(
          session.output().dialect().noHeaders(),
          "Your kernel headers for kernel "
              + release
              + " cannot be found at /lib/modules/"
              + release
              + "/build or /lib/modules/"
              + release
              + "/source.",
          "Please install the linux-headers-"
              + release
              + " package or use the --kernelsourcedir option to tell DKMS where it's located.");
    }
  }
}
