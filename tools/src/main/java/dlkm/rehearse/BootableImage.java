package dlkm.rehearse;

import dlkm.compress.Compression;
import dlkm.compress.DecompressorProcess;
import dlkm.installedkernel.KernelImage;
import dlkm.problem.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The kernel as QEMU gets it. An emulated processor needs four to six seconds to decompress a
 * kernel that this machine's own decompresses in one; so the ELF file inside the image is taken out
 * and booted through its PVH entry where it has one. Where that can't be done the image itself is
 * booted: slower, the same otherwise.
 */
final class BootableImage {

  private BootableImage() {}

  /** The file to boot: the kernel taken out of the image into {@code to}, or the image. */
  static Path of(Path image, Path to) throws IOException, InterruptedException {
    byte[] packed = KernelImage.payload(Files.readAllBytes(image));
    Optional<DecompressorProcess> extraction =
        Compression.of(packed).flatMap(how -> start(how, packed, to));
    if (extraction.isEmpty()) {
      return image;
    }
    try (DecompressorProcess running = extraction.get()) {
      running.await();
    }
    if (ElfSegments.isWhole(to) && ElfSegments.hasPvhEntry(to)) {
      return to;
    }
    Files.deleteIfExists(to);
    return image;
  }

  private static Optional<DecompressorProcess> start(Compression how, byte[] packed, Path to) {
    try {
      return Optional.of(DecompressorProcess.start(how, new ByteArrayInputStream(packed), to));
    } catch (ProblemException e) {
      // No such tool here: the image itself will do.
      return Optional.empty();
    }
  }
}
