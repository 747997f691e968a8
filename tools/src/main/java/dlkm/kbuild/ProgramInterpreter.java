package dlkm.kbuild;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** The dynamic loader that an ELF program names in its program headers (PT_INTERP). */
final class ProgramInterpreter {

  private static final int MAGIC = 0x7f454c46;
  private static final int HEADER_SIZE = 64;
  private static final int CLASS_64 = 2;
  private static final int BIG_ENDIAN = 2;
  private static final int PT_INTERP = 3;

  /** Programs have a dozen entries of 56 bytes. */
  private static final int LARGEST_ENTRY = 256;

  private static final int MOST_ENTRIES = 1024;

  /** Longer than any path. */
  private static final int LONGEST = 4096;

  private ProgramInterpreter() {}

  /** Nothing for scripts, for static programs and for libraries. */
  static Optional<String> of(Path file) throws IOException {
    try (FileChannel in = FileChannel.open(file)) {
      ByteBuffer header = read(in, 0, HEADER_SIZE);
      if (header.limit() < HEADER_SIZE || header.getInt(0) != MAGIC) {
        return Optional.empty();
      }
      boolean wide = header.get(4) == CLASS_64;
      header.order(order(header));
      long at = wide ? header.getLong(32) : Integer.toUnsignedLong(header.getInt(28));
      int size = Short.toUnsignedInt(header.getShort(wide ? 54 : 42));
      int count = Short.toUnsignedInt(header.getShort(wide ? 56 : 44));
      if (size > LARGEST_ENTRY || count > MOST_ENTRIES) {
        return Optional.empty();
      }
      ByteBuffer entries = read(in, at, size * count).order(header.order());
      for (int entry = 0; size > 0 && entry + size <= entries.limit(); entry += size) {
        if (entries.getInt(entry) == PT_INTERP) {
          return Optional.of(path(in, entries, entry, wide));
        }
      }
      return Optional.empty();
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      return Optional.empty(); // damaged: nobody can run it either
    }
  }

  private static ByteOrder order(ByteBuffer header) {
    return header.get(5) == BIG_ENDIAN ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
  }

  private static String path(FileChannel in, ByteBuffer entries, int entry, boolean wide)
      throws IOException {
    long at = wide ? entries.getLong(entry + 8) : entries.getInt(entry + 4);
    long size = wide ? entries.getLong(entry + 32) : entries.getInt(entry + 16);
    ByteBuffer text = read(in, at, (int) Math.min(size, LONGEST));
    String path = StandardCharsets.UTF_8.decode(text).toString();
    int end = path.indexOf('\0');
    return end < 0 ? path : path.substring(0, end);
  }

  private static ByteBuffer read(FileChannel in, long at, int size) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(size);
    while (buffer.hasRemaining() && in.read(buffer, at + buffer.position()) > 0) {
      // until it is full, or the file ends
    }
    return buffer.flip();
  }
}
