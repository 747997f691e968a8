package dlkm.rehearse;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * The kernel image as QEMU gets it. An emulated processor needs four to six seconds to decompress a
 * kernel that this machine's own decompresses in one; so the ELF file inside the image is taken out
 * and booted through its PVH entry where it has one. Where that can't be done the image itself is
 * booted: slower, the same otherwise.
 *
 * <p>Offsets: the kernel's {@code Documentation/x86/boot.rst}.
 */
final class KernelImage {

  private static final int SETUP_SECTORS = 0x1f1;
  private static final int HEADER_MAGIC = 0x202;
  private static final int PAYLOAD_OFFSET = 0x248;
  private static final int PAYLOAD_LENGTH = 0x24c;

  private final Path image;
  private final Optional<Process> extraction;
  private final Path extracted;

  private KernelImage(Path image, Optional<Process> extraction, Path extracted) {
    this.image = image;
    this.extraction = extraction;
    this.extracted = extracted;
  }

  /** Begins to take the kernel out of the image; it goes on beside the caller. */
  static KernelImage begin(Path image, Path to) throws IOException {
    byte[] packed = packed(Files.readAllBytes(image));
    return new KernelImage(
        image, Compression.of(packed, 0).flatMap(how -> start(how, packed, to)), to);
  }

  /** The compressed kernel; empty where there is none. */
  static byte[] packed(byte[] image) {
    int payload = payload(image);
    if (payload == 0) {
      return new byte[0];
    }
    long length = le32(image, PAYLOAD_LENGTH) & 0xffff_ffffL;
    return Arrays.copyOfRange(image, payload, (int) Math.min(image.length, payload + length));
  }

  private static Optional<Process> start(Compression how, byte[] packed, Path to) {
    try {
      Process process = how.start(to);
      Thread.ofPlatform().daemon().start(() -> Compression.feed(process, packed, 0));
      return Optional.of(process);
    } catch (IOException e) {
      // No such tool here: the image itself will do.
      return Optional.empty();
    }
  }

  private static int payload(byte[] image) {
    if (image.length < 0x300 || le32(image, HEADER_MAGIC) != 0x53726448) {
      return 0;
    }
    int sectors = image[SETUP_SECTORS] & 0xff;
    int start = ((sectors == 0 ? 4 : sectors) + 1) * 512 + le32(image, PAYLOAD_OFFSET);
    return start > 0 && start < image.length ? start : 0;
  }

  private static int le32(byte[] bytes, int offset) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(offset);
  }

  /** The file to boot, once it is there. */
  Path await() throws IOException, InterruptedException {
    if (extraction.isEmpty()) {
      return image;
    }
    extraction.get().waitFor();
    return ElfSegments.hasPvhEntry(extracted) ? extracted : image;
  }

  /** Stops what {@link #begin} began. */
  void cancel() {
    extraction.ifPresent(Process::destroyForcibly);
  }
}
