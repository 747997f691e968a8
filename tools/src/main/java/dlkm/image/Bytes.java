package dlkm.image;

import dlkm.problem.ProblemException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The file's memory, read with bounds: every place beyond the end, and every value that makes no
 * sense, ends in a problem that names the file and the byte.
 */
final class Bytes {

  /** No name is near this: without a limit, names that overlap take far more than the file. */
  private static final int LONGEST = 4096;

  private final String file;
  private final ByteBuffer data;

  Bytes(String file, byte[] data) {
    this.file = file;
    this.data = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
  }

  void order(ByteOrder order) {
    data.order(order);
  }

  int size() {
    return data.capacity();
  }

  int u8(long at) {
    return data.get(place(at, 1)) & 0xff;
  }

  int u16(long at) {
    return data.getShort(place(at, 2)) & 0xffff;
  }

  int i32(long at) {
    return data.getInt(place(at, 4));
  }

  long u32(long at) {
    return i32(at) & 0xffff_ffffL;
  }

  /** A 64-bit value; all that this format counts is far below the sign bit. */
  long u63(long at) {
    long value = data.getLong(place(at, 8));
    if (value < 0) {
      throw damaged(at, "a size or offset is too large");
    }
    return value;
  }

  /** The lower half of a 64-bit value. */
  long low32(long at) {
    return data.getLong(place(at, 8)) & 0xffff_ffffL;
  }

  byte[] copy(long at, long length) {
    int place = place(at, length);
    byte[] copy = new byte[(int) length];
    data.get(place, copy);
    return copy;
  }

  /** The text from {@code at} up to a zero byte, which has to come before {@code end}. */
  String text(long at, long end) {
    return slice(at, zero(at, Math.min(end, at + LONGEST)));
  }

  /** The place of the first zero byte in {@code at} up to {@code end}. */
  long zero(long at, long end) {
    place(at, Math.max(0, end - at));
    for (long i = at; i < end; i++) {
      if (data.get((int) i) == 0) {
        return i;
      }
    }
    throw damaged(at, "a string isn't NUL-terminated");
  }

  String slice(long at, long end) {
    return new String(copy(at, end - at), StandardCharsets.UTF_8);
  }

  ProblemException damaged(long at, String what) {
    return new ProblemException(
        file, "is damaged at byte " + at + ": " + what, "copy or rebuild it");
  }

  private int place(long at, long length) {
    if (at < 0 || length < 0 || at > size() - length) {
      throw damaged(Math.max(0, at), "the file ends at byte " + size());
    }
    return (int) at;
  }
}
