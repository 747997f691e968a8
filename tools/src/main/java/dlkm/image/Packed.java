package dlkm.image;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
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
  static Optional<Packed> of(int head) {
    if (head >>> 16 == GZIP_MAGIC) {
      return Optional.of(GZIP);
    }
    return switch (head) {
      case XZ_MAGIC -> Optional.of(XZ);
      case ZSTD_MAGIC -> Optional.of(ZSTD);
      default -> Optional.empty();
    };
  }

  static Optional<Packed> of(MemorySegment file) {
    if (file.byteSize() < 4) {
      return Optional.empty();
    }
    int head = 0;
    for (int at = 0; at < 4; at++) {
      head = head << 8 | (file.get(ValueLayout.JAVA_BYTE, at) & 0xff);
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
    if (of(MemorySegment.ofArray(bytes)).isEmpty()) {
      return bytes;
    }
    try (Arena arena = Arena.ofConfined();
        Unpacker unpacker = new Unpacker()) {
      MemorySegment packed = arena.allocate(bytes.length);
      MemorySegment.copy(bytes, 0, packed, ValueLayout.JAVA_BYTE, 0, bytes.length);
      return unpacker.unpack(shownName, packed).toArray(ValueLayout.JAVA_BYTE);
    }
  }
}
