package dlkm.plan;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.Optional;

/** Reads ELF notes, as {@code /sys/kernel/notes} has them (elf(5), {@code NT_GNU_BUILD_ID} = 3). */
final class GnuNotes {

  private static final int BUILD_ID = 3;
  private static final int GNU = 0x00554e47;

  private GnuNotes() {}

  static Optional<String> buildId(byte[] notes) {
    ByteBuffer buffer = ByteBuffer.wrap(notes).order(ByteOrder.LITTLE_ENDIAN);
    long next = 0;
    while (next + 12 <= notes.length) {
      int at = (int) next;
      int nameSize = buffer.getInt(at);
      int size = buffer.getInt(at + 4);
      long content = at + 12 + aligned(nameSize);
      if (nameSize < 0 || size < 0 || content + size > notes.length) {
        return Optional.empty();
      }
      if (nameSize == 4 && buffer.getInt(at + 8) == BUILD_ID && buffer.getInt(at + 12) == GNU) {
        return Optional.of(HexFormat.of().formatHex(notes, (int) content, (int) content + size));
      }
      next = content + aligned(size);
    }
    return Optional.empty();
  }

  private static long aligned(int size) {
    return (size + 3L) & ~3L;
  }
}
