package dlkm.image;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** The decoder of libzstd 1 (zstd.h), one that is used again and again. */
final class Libzstd implements AutoCloseable {

  /** zstd.h ZSTD_d_windowLogMax, and 128 MiB as zstd itself has it: a header may ask for more. */
  private static final int WINDOW_LOG_MAX = 100;

  private static final int WINDOW_LOG = 27;

  /** zstd.h ZSTD_inBuffer and ZSTD_outBuffer: address, size and place in it. */
  private static final long BUFFER_SIZE = 24;

  private static final long SIZE = 8;
  private static final long PLACE = 16;

  private static final ValueLayout.OfLong L = ValueLayout.JAVA_LONG;

  private final Arena arena = Arena.ofConfined();
  private final MemorySegment in = arena.allocate(BUFFER_SIZE, 8);
  private final MemorySegment out = arena.allocate(BUFFER_SIZE, 8);
  private final NativeLibrary.Function contentSize;
  private final NativeLibrary.Function whole;
  private final NativeLibrary.Function some;
  private final NativeLibrary.Function reset;
  private final NativeLibrary.Function isError;
  private final NativeLibrary.Function errorName;
  private final NativeLibrary.Function free;
  private final long decoder;

  Libzstd() {
    NativeLibrary library = new NativeLibrary("libzstd.so.1", "libzstd1");
    contentSize = library.function("ZSTD_getFrameContentSize");
    whole = library.function("ZSTD_decompressDCtx");
    some = library.function("ZSTD_decompressStream");
    reset = library.function("ZSTD_DCtx_reset");
    isError = library.function("ZSTD_isError");
    errorName = library.function("ZSTD_getErrorName");
    free = library.function("ZSTD_freeDCtx");
    decoder = library.function("ZSTD_createDCtx").call(0);
    if (decoder == 0) {
      throw new OutOfMemoryError("ZSTD_createDCtx");
    }
    long _ = library.function("ZSTD_DCtx_setParameter").call(decoder, WINDOW_LOG_MAX, WINDOW_LOG);
  }

  /** Unpacks into the room and tells how much it is. */
  long unpack(MemorySegment packed, Room room) {
    // Negative: the size isn't written (-1) or can't be read (-2).
    long size = contentSize.call(packed.address(), packed.byteSize(), 0);
    if (size >= 0) {
      room.require(size);
      MemorySegment to = room.memory();
      long result =
          whole.call(decoder, to.address(), room.size(), packed.address(), packed.byteSize());
      if (!isError(result)) {
        return result;
      }
    }
    return unpackStream(packed, room);
  }

  /** Piece by piece: of a file that was written from a pipe the size isn't known beforehand. */
  private long unpackStream(MemorySegment packed, Room room) {
    long _ = reset.call(decoder, 1, 0);
    set(in, packed, packed.byteSize(), 0);
    long size = 0;
    while (true) {
      set(out, room.memory(), room.size(), size);
      long hint = check(some.call(decoder, out.address(), in.address()));
      size = out.get(L, PLACE);
      if (size == room.size()) {
        room.grow();
      } else if (in.get(L, PLACE) == packed.byteSize()) {
        if (hint != 0) {
          throw DamagedException.damaged("zstd", "it ends too early");
        }
        return size;
      }
    }
  }

  private static void set(MemorySegment buffer, MemorySegment memory, long size, long place) {
    buffer.set(L, 0, memory.address());
    buffer.set(L, SIZE, size);
    buffer.set(L, PLACE, place);
  }

  @SuppressWarnings("restricted")
  private long check(long result) {
    if (!isError(result)) {
      return result;
    }
    MemorySegment name = MemorySegment.ofAddress(errorName.call(result)).reinterpret(200);
    throw DamagedException.damaged("zstd", "libzstd: " + name.getString(0));
  }

  private boolean isError(long result) {
    return (int) isError.call(result) != 0;
  }

  @Override
  public void close() {
    long _ = free.call(decoder);
    arena.close();
  }
}
