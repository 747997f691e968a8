package dlkm.compress;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * The checksum of a {@code .xz} file as kernels' modules are packed: one stream with one block, and
 * a CRC32 behind it. The JVM's is several times as fast as liblzma's own. (The .xz file format 1.2;
 * sections in brackets.)
 */
record XzCheck(int sum) {

  /** [2.1.1.2] Both bytes of the stream's flags, the lower first: CRC32. */
  private static final int CRC32_FLAGS = 0x0100;

  /** [2.1.1] and [2.1.2]: the header and the footer of a stream. */
  private static final int FRAME = 12;

  private static final int FOOTER_MAGIC = 'Y' | 'Z' << 8;

  /**
   * The one of a file; nothing where it is made in any other way, or damaged.
   *
   * @param file little-endian
   */
  static Optional<XzCheck> of(ByteBuffer file, int size) {
    if (size < 2 * FRAME + 8
        || size % 4 != 0
        || (file.getInt(4) >>> 16) != CRC32_FLAGS
        || file.getInt(size - 4) != (CRC32_FLAGS | FOOTER_MAGIC << 16)) {
      return Optional.empty();
    }
    // [2.1.2.2] How large the index is, in units of 4 bytes, less one.
    long index = size - FRAME - ((file.getInt(size - 8) & 0xffff_ffffL) + 1) * 4;
    if (index < FRAME + 8 || !isOnly(file, (int) index)) {
      return Optional.empty();
    }
    return Optional.of(new XzCheck(file.getInt((int) index - 4)));
  }

  /** [4] Whether an index lists one block, and that begins where the file's first one does. */
  private static boolean isOnly(ByteBuffer file, int index) {
    if (file.get(index) != 0 || file.get(index + 1) != 1) {
      return false;
    }
    long block = 0;
    int at = 0;
    int part;
    do {
      part = file.get(index + 2 + at) & 0xff;
      block |= (long) (part & 0x7f) << 7 * at;
      at++;
    } while (part > 0x7f && at < 5);
    return FRAME + (block + 3) / 4 * 4 == index;
  }

  /** Whether it is the sum of that content. */
  boolean fits(ByteBuffer content) {
    CRC32 its = new CRC32();
    its.update(content);
    return (int) its.getValue() == sum;
  }
}
