package dlkm.compress;

import dlkm.clib.CLibrary;
import dlkm.clib.NativeBuffer;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The decoder of libzstd 1 (zstd.h), one that is used again and again. */
final class Libzstd implements AutoCloseable {

  /** zstd.h ZSTD_d_windowLogMax, and 128 MiB as zstd itself has it: a header may ask for more. */
  private static final int WINDOW_LOG_MAX = 100;

  private static final int WINDOW_LOG = 27;

  /** zstd.h ZSTD_inBuffer and ZSTD_outBuffer: address, size and place in it. */
  private static final int BUFFER_SIZE = 24;

  private static final int SIZE = 8;
  private static final int PLACE = 16;

  private final Arena arena = Arena.ofConfined();
  private final Window in = new Window(arena);
  private final Window out = new Window(arena);
  private final CLibrary.Function contentSize;
  private final CLibrary.Function whole;
  private final CLibrary.Function some;
  private final CLibrary.Function reset;
  private final CLibrary.Function isError;
  private final CLibrary.Function errorName;
  private final CLibrary.Function free;
  private final long decoder;

  Libzstd() {
    CLibrary library = Unpacker.library("libzstd.so.1", "libzstd1");
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

  /** Unpacks the beginning of a buffer and tells how much it is. */
  int unpack(NativeBuffer packed, int length, UnpackedBuffer unpacked) {
    // Negative: the size isn't written (-1) or can't be read (-2).
    long size = contentSize.call(packed.address(), length, 0);
    if (size >= 0) {
      unpacked.require(size);
      long result =
          whole.call(decoder, unpacked.address(), unpacked.size(), packed.address(), length);
      if (!isError(result)) {
        return (int) result;
      }
    }
    return unpackStream(packed, length, unpacked);
  }

  /** Piece by piece: of a file that was written from a pipe the size isn't known beforehand. */
  private int unpackStream(NativeBuffer packed, int length, UnpackedBuffer unpacked) {
    long _ = reset.call(decoder, 1, 0);
    in.set(packed.address(), length, 0);
    int size = 0;
    while (true) {
      out.set(unpacked.address(), unpacked.size(), size);
      long hint = check(some.call(decoder, out.address(), in.address()));
      size = out.place();
      boolean isRead = in.place() == length;
      if (isRead && hint == 0) {
        return size;
      }
      if (size == unpacked.size()) {
        unpacked.grow();
      } else if (isRead) {
        throw DamagedException.damaged("zstd", "truncated");
      }
    }
  }

  /** A ZSTD_inBuffer or ZSTD_outBuffer. */
  private record Window(ByteBuffer fields, long address) {

    Window(Arena arena) {
      this(arena.allocate(BUFFER_SIZE, 8));
    }

    Window(MemorySegment memory) {
      this(memory.asByteBuffer().order(ByteOrder.nativeOrder()), memory.address());
    }

    void set(long memory, int size, int place) {
      fields.putLong(0, memory);
      fields.putLong(SIZE, size);
      fields.putLong(PLACE, place);
    }

    int place() {
      return (int) fields.getLong(PLACE);
    }
  }

  private long check(long result) {
    if (!isError(result)) {
      return result;
    }
    String name = CLibrary.text(errorName.call(result));
    throw DamagedException.damaged("zstd", "libzstd: " + name);
  }

  private boolean isError(long result) {
    // Those are the highest numbers without a sign; most calls succeed.
    return result < 0 && (int) isError.call(result) != 0;
  }

  @Override
  public void close() {
    long _ = free.call(decoder);
    arena.close();
  }
}
