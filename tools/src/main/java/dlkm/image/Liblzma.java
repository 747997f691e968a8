package dlkm.image;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;

/** The decoder of liblzma 5 (lzma/base.h, lzma/container.h), one that is used again and again. */
final class Liblzma implements AutoCloseable {

  /** lzma/base.h lzma_stream on machines with 64-bit pointers; all zero is LZMA_STREAM_INIT. */
  private static final long STREAM_SIZE = 136;

  private static final long NEXT_IN = 0;
  private static final long AVAIL_IN = 8;
  private static final long NEXT_OUT = 24;
  private static final long AVAIL_OUT = 32;

  /** lzma/container.h: several streams one after the other are one file. */
  private static final int CONCATENATED = 0x08;

  /** lzma/container.h: what stands behind a block isn't compared with its content. */
  private static final int IGNORE_CHECK = 0x10;

  /** lzma/base.h LZMA_FINISH. */
  private static final int FINISH = 3;

  // lzma/base.h enum lzma_ret.
  private static final int OK = 0;
  private static final int STREAM_END = 1;
  private static final int MEM_ERROR = 5;
  private static final int MEMLIMIT_ERROR = 6;
  private static final int OPTIONS_ERROR = 8;
  private static final int DATA_ERROR = 9;
  private static final int BUF_ERROR = 10;

  /** Twice what the highest preset of xz takes; a header may ask for 4 GiB. */
  private static final long MEMORY_LIMIT = 128L << 20;

  private static final ValueLayout.OfLong L = ValueLayout.JAVA_LONG;

  private final Arena arena = Arena.ofConfined();
  private final MemorySegment stream = arena.allocate(STREAM_SIZE, 8);
  private final NativeLibrary.Function decoder;
  private final NativeLibrary.Function code;
  private final NativeLibrary.Function end;

  Liblzma() {
    NativeLibrary library = new NativeLibrary("liblzma.so.5", "liblzma5");
    decoder = library.function("lzma_stream_decoder");
    code = library.function("lzma_code");
    end = library.function("lzma_end");
  }

  /** Unpacks into the room and tells how much it is. */
  long unpack(MemorySegment packed, Room room) {
    Optional<XzCheck> check = XzCheck.of(packed);
    long size = unpack(packed, room, CONCATENATED | (check.isPresent() ? IGNORE_CHECK : 0));
    if (check.isPresent() && !check.get().fits(room.memory().asSlice(0, size))) {
      check(DATA_ERROR);
    }
    return size;
  }

  private long unpack(MemorySegment packed, Room room, int how) {
    check((int) decoder.call(stream.address(), MEMORY_LIMIT, how));
    stream.set(L, NEXT_IN, packed.address());
    stream.set(L, AVAIL_IN, packed.byteSize());
    long size = 0;
    while (true) {
      stream.set(L, NEXT_OUT, room.memory().address() + size);
      stream.set(L, AVAIL_OUT, room.size() - size);
      int result = (int) code.call(stream.address(), FINISH, 0);
      size = room.size() - stream.get(L, AVAIL_OUT);
      if (result == STREAM_END) {
        return size;
      }
      check(result == BUF_ERROR && size == room.size() ? OK : result);
      if (size == room.size()) {
        room.grow();
      }
    }
  }

  private static void check(int result) {
    switch (result) {
      case OK -> {}
      case MEM_ERROR -> throw new OutOfMemoryError("lzma_code");
      case MEMLIMIT_ERROR -> throw damaged("it asks for more than 128 MiB of memory");
      case OPTIONS_ERROR -> throw damaged("it asks for what liblzma hasn't got");
      case DATA_ERROR -> throw damaged("its check fails");
      case BUF_ERROR -> throw damaged("it ends too early");
      default -> throw damaged("liblzma's error " + result);
    }
  }

  private static DamagedException damaged(String how) {
    return DamagedException.damaged("xz", how);
  }

  @Override
  public void close() {
    long _ = end.call(stream.address());
    arena.close();
  }
}
