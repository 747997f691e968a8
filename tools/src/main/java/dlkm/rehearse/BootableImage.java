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

  private final Path image;
  private final Optional<DecompressorProcess> extraction;
  private final Path extracted;

  private BootableImage(Path image, Optional<DecompressorProcess> extraction, Path extracted) {
    this.image = image;
    this.extraction = extraction;
    this.extracted = extracted;
  }

  /** Begins to take the kernel out of the image; it goes on beside the caller. */
  static BootableImage begin(Path image, Path to) throws IOException {
    byte[] packed = KernelImage.payload(Files.readAllBytes(image));
    Optional<DecompressorProcess> extraction =
        Compression.of(packed).flatMap(how -> start(how, packed, to));
    return new BootableImage(image, extraction, to);
  }

  private static Optional<DecompressorProcess> start(Compression how, byte[] packed, Path to) {
    try {
      return Optional.of(DecompressorProcess.start(how, new ByteArrayInputStream(packed), to));
    } catch (ProblemException e) {
      // No such tool here: the image itself will do.
      return Optional.empty();
    }
  }

  /** The file to boot, once it is there. */
  Path await() throws IOException, InterruptedException {
    if (extraction.isEmpty()) {
      return image;
    }
    extraction.get().await();
    return ElfSegments.hasPvhEntry(extracted) ? extracted : image;
  }

  /** Stops what {@link #begin} began. */
  void cancel() {
    extraction.ifPresent(DecompressorProcess::close);
  }
}
