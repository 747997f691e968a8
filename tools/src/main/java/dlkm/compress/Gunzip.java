package dlkm.compress;

import dlkm.clib.NativeBuffer;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** gzip files (RFC 1952), by the zlib that the JVM has: members one after the other. */
final class Gunzip {

  private static final int HEAD = 10;
  private static final int TAIL = 8;

  // RFC 1952, 2.3.1: flags.
  private static final int HEAD_SUM = 0x02;
  private static final int EXTRA = 0x04;
  private static final int NAME = 0x08;
  private static final int COMMENT = 0x10;

  private final ByteBuffer packed;
  private final UnpackedBuffer unpacked;

  private Gunzip(ByteBuffer packed, UnpackedBuffer unpacked) {
    this.packed = packed;
    this.unpacked = unpacked;
  }

  /** Unpacks the beginning of a buffer and tells how much it is. */
  static int unpack(NativeBuffer packed, int length, UnpackedBuffer unpacked) {
    return new Gunzip(packed.bytes().slice(0, length), unpacked).members();
  }

  private int members() {
    Inflater inflater = new Inflater(true);
    try {
      int at = 0;
      int size = 0;
      // As gzip does, what follows a member and is no other one is left alone.
      do {
        at = body(at);
        inflater.reset();
        int begin = size;
        size = member(inflater, at, size);
        at += (int) inflater.getBytesRead();
        check(at, begin, size);
        at += TAIL;
      } while (isMember(at));
      return size;
    } catch (DataFormatException e) {
      throw damaged("invalid compressed data");
    } finally {
      inflater.end();
    }
  }

  private boolean isMember(int at) {
    return at + HEAD <= packed.limit() && u8(at) == 0x1f && u8(at + 1) == 0x8b;
  }

  private int member(Inflater inflater, int at, int begin) throws DataFormatException {
    inflater.setInput(packed.slice(at, packed.limit() - at));
    int size = begin;
    while (!inflater.finished()) {
      if (size == unpacked.size()) {
        unpacked.grow();
      }
      int more = inflater.inflate(part(size, unpacked.size()));
      size += more;
      if (more == 0 && (inflater.needsInput() || inflater.needsDictionary())) {
        throw damaged("truncated");
      }
    }
    return size;
  }

  private ByteBuffer part(int from, int to) {
    return unpacked.bytes().slice(from, to - from);
  }

  private void check(int at, int begin, int size) {
    if (at + TAIL > packed.limit()) {
      throw damaged("truncated");
    }
    CRC32 sum = new CRC32();
    sum.update(part(begin, size));
    if (sum.getValue() != u32(at) || size - begin != u32(at + 4)) {
      throw damaged("its checksum doesn't match");
    }
  }

  /** Where the compressed data begin behind a member's head. */
  private int body(int member) {
    int flags = u8(member + 3);
    int at = member + HEAD;
    if ((flags & EXTRA) != 0) {
      at += 2 + u8(at) + (u8(at + 1) << 8);
    }
    if ((flags & NAME) != 0) {
      at = afterText(at);
    }
    if ((flags & COMMENT) != 0) {
      at = afterText(at);
    }
    at += (flags & HEAD_SUM) != 0 ? 2 : 0;
    if (at > packed.limit()) {
      throw damaged("truncated");
    }
    return at;
  }

  private int afterText(int from) {
    int at = from;
    while (u8(at) != 0) {
      at++;
    }
    return at + 1;
  }

  private long u32(int at) {
    return u8(at) | u8(at + 1) << 8 | u8(at + 2) << 16 | (long) u8(at + 3) << 24;
  }

  private int u8(int at) {
    if (at >= packed.limit()) {
      throw damaged("truncated");
    }
    return packed.get(at) & 0xff;
  }

  private static DamagedException damaged(String how) {
    return DamagedException.damaged("gzip", how);
  }
}
