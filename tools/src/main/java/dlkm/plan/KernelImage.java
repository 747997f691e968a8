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
  private static final int PT_NOTE = 4;
  private static final int P_OFFSET = 8;
  private static final int P_FILESZ = 32;

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
      byte[] bytes = Files.readAllBytes(image);
      ByteBuffer header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
      if (bytes.length < 4096 || header.getInt(MAGIC) != HDRS) {
        return Optional.empty();
      }
      int start = ((bytes[SETUP_SECTS] & 0xff) + 1) * 512 + header.getInt(PAYLOAD_OFFSET);
      int end = start + header.getInt(PAYLOAD_LENGTH);
      if (start < 0 || end > bytes.length || start > end) {
        return Optional.empty();
      }
      return unpacked(Arrays.copyOfRange(bytes, start, end));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> unpacked(byte[] payload) throws IOException {
    for (var entry : DECOMPRESSORS.entrySet()) {
      byte[] magic = HexFormat.of().parseHex(entry.getKey());
      if (Arrays.equals(magic, 0, magic.length, payload, 0, magic.length)) {
        return scan(entry.getValue(), payload);
      }
    }
    return Optional.empty();
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
  private static Optional<String> find(InputStream in) throws IOException {
    ByteBuffer head = ByteBuffer.wrap(in.readNBytes(HEAD)).order(ByteOrder.LITTLE_ENDIAN);
    if (head.limit() < HEAD || head.getInt(0) != ELF_MAGIC) {
      return Optional.empty();
    }
    int table = (int) head.getLong(E_PHOFF);
    int size = head.getShort(E_PHENTSIZE);
    int count = head.getShort(E_PHNUM);
    for (int at = table; at < table + size * count && at + size <= HEAD; at += size) {
      if (head.getInt(at) == PT_NOTE) {
        in.skipNBytes(head.getLong(at + P_OFFSET) - HEAD);
        return GnuNotes.buildId(in.readNBytes((int) head.getLong(at + P_FILESZ)));
      }
    }
    return Optional.empty();
  }
}
