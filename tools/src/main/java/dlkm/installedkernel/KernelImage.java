package dlkm.installedkernel;

import dlkm.compress.Compression;
import dlkm.compress.DecompressorProcess;
import dlkm.image.BuildId;
import dlkm.problem.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * Finds the build id in a bzImage (Linux Documentation/arch/x86/boot.rst: {@code setup_sects},
 * {@code payload_offset}, {@code payload_length}): the payload is the compressed kernel, which the
 * decompressor of the distribution unpacks.
 */
public final class KernelImage {

  private static final int SETUP_SECTS = 0x1f1;
  private static final int MAGIC = 0x202;
  private static final int HDRS = 0x53726448;
  private static final int PAYLOAD_OFFSET = 0x248;
  private static final int PAYLOAD_LENGTH = 0x24c;

  private static final int HEAD = 4096;
  private static final int ELF_MAGIC = 0x464c457f;
  private static final int E_PHOFF = 32;
  private static final int E_PHENTSIZE = 54;
  private static final int E_PHNUM = 56;
  private static final int PHENT = 56;
  private static final int PT_NOTE = 4;
  private static final int P_OFFSET = 8;
  private static final int P_FILESZ = 32;

  /** Those of a kernel have some hundred bytes. */
  private static final int LARGEST_NOTES = 1 << 20;

  private KernelImage() {}

  /** The build id, or nothing for an image of a kind that we don't know. */
  static Optional<String> buildId(Path image) {
    try {
      byte[] payload = payload(Files.readAllBytes(image));
      Optional<Compression> how = Compression.of(payload);
      return how.isPresent() ? scan(how.get(), payload) : Optional.empty();
    } catch (IOException | ProblemException e) {
      return Optional.empty();
    }
  }

  /** The compressed kernel; empty for what is no bzImage. */
  public static byte[] payload(byte[] image) {
    ByteBuffer header = ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN);
    if (image.length < PAYLOAD_LENGTH + 4 || header.getInt(MAGIC) != HDRS) {
      return new byte[0];
    }
    int sectors = image[SETUP_SECTS] & 0xff;
    // 0 means 4: so old boot loaders wrote it.
    int start = ((sectors == 0 ? 4 : sectors) + 1) * 512 + header.getInt(PAYLOAD_OFFSET);
    int end = start + header.getInt(PAYLOAD_LENGTH);
    if (start < 0 || end > image.length || start > end) {
      return new byte[0];
    }
    return Arrays.copyOfRange(image, start, end);
  }

  private static Optional<String> scan(Compression how, byte[] payload) throws IOException {
    try (DecompressorProcess process =
            DecompressorProcess.start(how, new ByteArrayInputStream(payload));
        InputStream out = process.output()) {
      return find(out);
    }
  }

  /**
   * The build id in the notes of the ELF file that the stream is (elf(5)): those that a program
   * header points to. There are other notes in it, of the vdso images that it carries.
   */
  static Optional<String> find(InputStream in) throws IOException {
    ByteBuffer head = ByteBuffer.wrap(in.readNBytes(HEAD)).order(ByteOrder.LITTLE_ENDIAN);
    if (head.limit() < HEAD || head.getInt(0) != ELF_MAGIC) {
      return Optional.empty();
    }
    long table = head.getLong(E_PHOFF);
    if (table < 0 || table > HEAD || head.getShort(E_PHENTSIZE) != PHENT) {
      return Optional.empty();
    }
    int end = Math.min(HEAD, (int) table + (head.getShort(E_PHNUM) & 0xffff) * PHENT);
    for (int at = (int) table; at + PHENT <= end; at += PHENT) {
      if (head.getInt(at) == PT_NOTE) {
        return notes(in, head.getLong(at + P_OFFSET), head.getLong(at + P_FILESZ));
      }
    }
    return Optional.empty();
  }

  /** The build id among the notes at a place behind the head. */
  private static Optional<String> notes(InputStream in, long offset, long size) throws IOException {
    if (offset < HEAD || size < 0 || size > LARGEST_NOTES) {
      return Optional.empty();
    }
    in.skipNBytes(offset - HEAD);
    return BuildId.ofNotes(in.readNBytes((int) size));
  }
}
