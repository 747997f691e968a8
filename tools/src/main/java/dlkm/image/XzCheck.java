package dlkm.image;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * The check sum of a {@code .xz} file as kernels' modules are packed: one stream with one block,
 * and a CRC32 behind it. The JVM's is several times as fast as liblzma's own. (The .xz file format
 * 1.2; sections in brackets.)
 */
record XzCheck(int sum) {

  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /** [2.1.1.2] Both bytes of the stream's flags, the lower first: CRC32. */
  private static final int CRC32_FLAGS = 0x0100;

  /** [2.1.1] and [2.1.2]: the header and the footer of a stream. */
  private static final int FRAME = 12;

  private static final int FOOTER_MAGIC = 'Y' | 'Z' << 8;

  /** The one of a file; nothing where it is made in any other way, or damaged. */
  static Optional<XzCheck> of(MemorySegment file) {
    long size = file.byteSize();
    if (size < 2 * FRAME + 8
        || size % 4 != 0
        || (file.get(INT, 4) >>> 16) != CRC32_FLAGS
        || file.get(INT, size - 4) != (CRC32_FLAGS | FOOTER_MAGIC << 16)) {
      return Optional.empty();
    }
    // [2.1.2.2] How large the index is, in units of 4 bytes, less one.
    long index = size - FRAME - ((file.get(INT, size - 8) & 0xffff_ffffL) + 1) * 4;
    if (index < FRAME + 8 || !isOnly(file, index)) {
      return Optional.empty();
    }
    return Optional.of(new XzCheck(file.get(INT, index - 4)));
  }

  /** [4] Whether an index lists one block, and that begins where the file's first one does. */
  private static boolean isOnly(MemorySegment file, long index) {
    if (byteAt(file, index) != 0 || byteAt(file, index + 1) != 1) {
      return false;
    }
    long block = 0;
    int at = 0;
    int part;
    do {
      part = byteAt(file, index + 2 + at);
      block |= (long) (part & 0x7f) << 7 * at;
      at++;
    } while (part > 0x7f && at < 5);
    return FRAME + (block + 3) / 4 * 4 == index;
  }

  private static int byteAt(MemorySegment file, long at) {
    return file.get(ValueLayout.JAVA_BYTE, at) & 0xff;
  }

  /** Whether it is the sum of that content. */
  boolean fits(MemorySegment content) {
    CRC32 its = new CRC32();
    its.update(content.asByteBuffer());
    return (int) its.getValue() == sum;
  }
}
