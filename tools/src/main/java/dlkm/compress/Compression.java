package dlkm.compress;

import dlkm.clib.NativeBuffer;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * How a file is compressed, by how it begins, whatever it is called. Modules ({@code .ko.gz},
 * {@code .ko.xz}, {@code .ko.zst}) are unpacked in memory; kernel images and initramfs, which know
 * more kinds, by the {@link DecompressorProcess system's own tools}.
 */
public enum Compression {
  /** RFC 1952. */
  GZIP(0x1f8b, 2, "gzip", "gzip -dcq"),
  /** The .xz file format 1.2, 2.1.1.1. */
  XZ(0xfd377a58, 4, "xz-utils", "xz -dc --single-stream"),
  /** RFC 8878, 3.1.1. */
  ZSTD(0x28b52ffd, 4, "zstd", "zstd -dcq"),
  LZ4(0x04224d18, 4, "lz4", "lz4 -dc"),
  /** The frame that the kernel's own build makes ({@code lz4 -l}). */
  LZ4_LEGACY(0x02214c18, 4, "lz4", "lz4 -dc"),
  BZIP2(0x425a, 2, "bzip2", "bzip2 -dc"),
  LZMA(0x5d00, 2, "xz-utils", "xz -dc --format=lzma"),
  LZOP(0x894c, 2, "lzop", "lzop -dc");

  private final int magic;
  private final int length;
  private final String debianPackage;
  private final String command;

  Compression(int magic, int length, String debianPackage, String command) {
    this.magic = magic;
    this.length = length;
    this.debianPackage = debianPackage;
    this.command = command;
  }

  /** The command that unpacks standard input. */
  List<String> command() {
    return List.of(command.split(" "));
  }

  /** The Debian package of that command. */
  String debianPackage() {
    return debianPackage;
  }

  /** Whether modules are compressed so. */
  boolean isOfModules() {
    return switch (this) {
      case GZIP, XZ, ZSTD -> true;
      case LZ4, LZ4_LEGACY, BZIP2, LZMA, LZOP -> false;
    };
  }

  /** How a file whose first four bytes are these (the highest first) is compressed. */
  private static Optional<Compression> of(int head) {
    for (Compression each : VALUES) {
      if (head >>> 8 * (4 - each.length) == each.magic) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  private static final Compression[] VALUES = values();

  /** How a file at the beginning of a buffer is compressed. */
  public static Optional<Compression> of(ByteBuffer file, int length) {
    if (length < 4) {
      return Optional.empty();
    }
    int head = 0;
    for (int at = 0; at < 4; at++) {
      head = head << 8 | (file.get(at) & 0xff);
    }
    return of(head);
  }

  /** How a file that begins with these bytes is compressed. */
  public static Optional<Compression> of(byte[] head) {
    return of(ByteBuffer.wrap(head), head.length);
  }

  /** How a module's file at the beginning of a buffer is compressed. */
  public static Optional<Compression> ofModule(ByteBuffer file, int length) {
    Optional<Compression> how = of(file, length);
    return how.isPresent() && how.get().isOfModules() ? how : Optional.empty();
  }

  /**
   * What is in a compressed file; the bytes themselves where they are not compressed.
   *
   * @param shownName what messages call the file
   * @throws dlkm.problem.ProblemException for a damaged file, one that would grow beyond any module
   *     ({@link Unpacker#limit}), or a library that isn't there
   */
  public static byte[] unpack(String shownName, byte[] bytes) {
    if (ofModule(ByteBuffer.wrap(bytes), bytes.length).isEmpty()) {
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
