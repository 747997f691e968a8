package dlkm.image;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
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

  private final MemorySegment packed;
  private final Room room;

  private Gunzip(MemorySegment packed, Room room) {
    this.packed = packed;
    this.room = room;
  }

  /** Unpacks into the room and tells how much it is. */
  static long unpack(MemorySegment packed, Room room) {
    return new Gunzip(packed, room).members();
  }

  private long members() {
    Inflater inflater = new Inflater(true);
    try {
      long at = 0;
      long size = 0;
      // As gzip does, what follows a member and is no other one is left alone.
      do {
        at = body(at);
        inflater.reset();
        long begin = size;
        size = member(inflater, at, size);
        at += inflater.getBytesRead();
        check(at, begin, size);
        at += TAIL;
      } while (isMember(at));
      return size;
    } catch (DataFormatException e) {
      throw damaged("its content makes no sense");
    } finally {
      inflater.end();
    }
  }

  private boolean isMember(long at) {
    return at + HEAD <= packed.byteSize() && u8(at) == 0x1f && u8(at + 1) == 0x8b;
  }

  private long member(Inflater inflater, long at, long begin) throws DataFormatException {
    inflater.setInput(packed.asSlice(at).asByteBuffer());
    long size = begin;
    while (!inflater.finished()) {
      if (size == room.size()) {
        room.grow();
      }
      int more = inflater.inflate(part(size, room.size()));
      size += more;
      if (more == 0 && (inflater.needsInput() || inflater.needsDictionary())) {
        throw damaged("it ends too early");
      }
    }
    return size;
  }

  private ByteBuffer part(long from, long to) {
    return room.memory().asSlice(from, to - from).asByteBuffer();
  }

  private void check(long at, long begin, long size) {
    if (at + TAIL > packed.byteSize()) {
      throw damaged("it ends too early");
    }
    CRC32 sum = new CRC32();
    sum.update(part(begin, size));
    if (sum.getValue() != u32(at) || (size - begin & 0xffff_ffffL) != u32(at + 4)) {
      throw damaged("its check fails");
    }
  }

  /** Where the compressed data begin behind a member's head. */
  private long body(long member) {
    int flags = u8(member + 3);
    long at = member + HEAD;
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
    if (at > packed.byteSize()) {
      throw damaged("it ends too early");
    }
    return at;
  }

  private long afterText(long from) {
    long at = from;
    while (u8(at) != 0) {
      at++;
    }
    return at + 1;
  }

  private long u32(long at) {
    return u8(at) | u8(at + 1) << 8 | u8(at + 2) << 16 | (long) u8(at + 3) << 24;
  }

  private int u8(long at) {
    if (at >= packed.byteSize()) {
      throw damaged("it ends too early");
    }
    return packed.get(ValueLayout.JAVA_BYTE, at) & 0xff;
  }

  private static DamagedException damaged(String how) {
    return DamagedException.damaged("gzip", how);
  }
}
