package dlkm.image;

import dlkm.clib.NativeBuffer;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * How a module's file is compressed, by how it begins: as {@code .ko.gz}, {@code .ko.xz} and {@code
 * .ko.zst} are, whatever the file is called.
 */
public enum Packed {
  GZIP,
  XZ,
  ZSTD;

  /** RFC 1952; the .xz file format 1.2, 2.1.1.1; RFC 8878, 3.1.1. */
  private static final int GZIP_MAGIC = 0x1f8b;

  private static final int XZ_MAGIC = 0xfd377a58;
  private static final int ZSTD_MAGIC = 0x28b52ffd;

  /** How a file whose first four bytes are these (the highest first) is compressed. */
  private static Optional<Packed> of(int head) {
    if (head >>> 16 == GZIP_MAGIC) {
      return Optional.of(GZIP);
    }
    return switch (head) {
      case XZ_MAGIC -> Optional.of(XZ);
      case ZSTD_MAGIC -> Optional.of(ZSTD);
      default -> Optional.empty();
    };
  }

  /** How a file at the beginning of a buffer is compressed. */
  public static Optional<Packed> of(ByteBuffer file, int length) {
    if (length < 4) {
      return Optional.empty();
    }
    int head = 0;
    for (int at = 0; at < 4; at++) {
      head = head << 8 | (file.get(at) & 0xff);
    }
    return of(head);
  }

  /**
   * What is in a compressed file; the bytes themselves where they are not compressed.
   *
   * @param shownName what messages call the file
   * @throws dlkm.problem.ProblemException for a damaged file, one that would grow beyond any module
   *     ({@link Unpacker#limit}), or a library that isn't there
   */
  public static byte[] unpack(String shownName, byte[] bytes) {
    if (of(ByteBuffer.wrap(bytes), bytes.length).isEmpty()) {
      return bytes;
    }
    try (NativeBuffer packed = new NativeBuffer(0);
        Unpacker unpacker = new Unpacker()) {
      packed.require(bytes.length);
      packed.bytes().put(0, bytes);
      ByteBuffer content = unpacker.unpack(shownName, packed, bytes.length);
      byte[] unpacked = new byte[content.remaining()];
      content.get(unpacked);
      return unpacked;
    }
  }
}
