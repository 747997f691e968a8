package dlkm.plan;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the build id in a bzImage (Linux Documentation/arch/x86/boot.rst: {@code setup_sects},
 * {@code payload_offset}, {@code payload_length}): the payload is the compressed kernel, which the
 * decompressor of the distribution unpacks.
 */
final class KernelImage {

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

  private static final Map<String, List<String>> DECOMPRESSORS =
      Map.of(
          "fd377a58", List.of("xz", "-dc", "--single-stream"),
          "1f8b", List.of("gzip", "-dc"),
          "28b52ffd", List.of("zstd", "-dc"),
          "04224d18", List.of("lz4", "-dc"),
          "02214c18", List.of("lz4", "-dc"));

  private KernelImage() {}

  /** The build id, or nothing for an image of a kind that we don't know. */
  static Optional<String> buildId(Path image) {
    try {
      byte[] payload = payload(Files.readAllBytes(image));
      List<String> decompressor = decompressor(payload);
      return decompressor.isEmpty() ? Optional.empty() : scan(decompressor, payload);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The compressed kernel; empty for what is no bzImage. */
  static byte[] payload(byte[] image) {
    ByteBuffer header = ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN);
    if (image.length < HEAD || header.getInt(MAGIC) != HDRS) {
      return new byte[0];
    }
    int start = ((image[SETUP_SECTS] & 0xff) + 1) * 512 + header.getInt(PAYLOAD_OFFSET);
    int end = start + header.getInt(PAYLOAD_LENGTH);
    if (start < 0 || end > image.length || start > end) {
      return new byte[0];
    }
    return Arrays.copyOfRange(image, start, end);
  }

  /** The command that undoes the compression of a payload; empty for one that we don't know. */
  static List<String> decompressor(byte[] payload) {
    for (var entry : DECOMPRESSORS.entrySet()) {
      byte[] magic = HexFormat.of().parseHex(entry.getKey());
      int end = Math.min(magic.length, payload.length);
      if (Arrays.equals(magic, 0, magic.length, payload, 0, end)) {
        return entry.getValue();
      }
    }
    return List.of();
  }

  private static Optional<String> scan(List<String> decompressor, byte[] payload)
      throws IOException {
    Process process =
        new ProcessBuilder(decompressor).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    Thread feeder =
        Thread.ofVirtual()
            .start(
                () -> {
                  try (var in = process.getOutputStream()) {
                    in.write(payload);
                  } catch (IOException e) {
                    // The reader found what it looked for and ended the decompressor.
                    process.destroy();
                  }
                });
    try (InputStream out = new BufferedInputStream(process.getInputStream(), 1 << 20)) {
      return find(out);
    } finally {
      process.destroy();
      feeder.interrupt();
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
    return GnuNotes.buildId(in.readNBytes((int) size));
  }
}
