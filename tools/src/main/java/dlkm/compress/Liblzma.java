package dlkm.compress;

import dlkm.clib.CLibrary;
import dlkm.clib.NativeBuffer;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/** The decoder of liblzma 5 (lzma/base.h, lzma/container.h), one that is used again and again. */
final class Liblzma implements AutoCloseable {

  /** lzma/base.h lzma_stream on machines with 64-bit pointers; all zero is LZMA_STREAM_INIT. */
  private static final int STREAM_SIZE = 136;

  private static final int NEXT_IN = 0;
  private static final int AVAIL_IN = 8;
  private static final int NEXT_OUT = 24;
  private static final int AVAIL_OUT = 32;

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

  private final Arena arena = Arena.ofConfined();
  private final ByteBuffer stream;
  private final long address;
  private final CLibrary.Function decoder;
  private final CLibrary.Function code;
  private final CLibrary.Function end;

  Liblzma() {
    MemorySegment memory = arena.allocate(STREAM_SIZE, 8);
    stream = memory.asByteBuffer().order(ByteOrder.nativeOrder());
    address = memory.address();
    CLibrary library = Unpacker.library("liblzma.so.5", "liblzma5");
    decoder = library.function("lzma_stream_decoder");
    code = library.function("lzma_code");
    end = library.function("lzma_end");
  }

  /** Unpacks the beginning of a buffer and tells how much it is. */
  int unpack(NativeBuffer packed, int length, UnpackedBuffer unpacked) {
    Optional<XzCheck> check = XzCheck.of(packed.bytes(), length);
    check(begin(CONCATENATED | (check.isPresent() ? IGNORE_CHECK : 0)));
    stream.putLong(NEXT_IN, packed.address());
    stream.putLong(AVAIL_IN, length);
    int size = unpack(unpacked);
    if (check.isPresent() && !check.get().fits(unpacked.bytes().slice(0, size))) {
      check(DATA_ERROR);
    }
    return size;
  }

  private int begin(int how) {
    return (int) decoder.call(address, MEMORY_LIMIT, how);
  }

  private int unpack(UnpackedBuffer unpacked) {
    int size = 0;
    while (true) {
      stream.putLong(NEXT_OUT, unpacked.address() + size);
      stream.putLong(AVAIL_OUT, unpacked.size() - size);
      int result = (int) code.call(address, FINISH, 0);
      size = unpacked.size() - (int) stream.getLong(AVAIL_OUT);
      if (result == STREAM_END) {
        return size;
      }
      check(result == BUF_ERROR && size == unpacked.size() ? OK : result);
      if (size == unpacked.size()) {
        unpacked.grow();
      }
    }
  }

  private static void check(int result) {
    switch (result) {
      case OK -> {}
      case MEM_ERROR -> throw new OutOfMemoryError("lzma_code");
      case MEMLIMIT_ERROR -> throw damaged("it needs more than 128 MiB of memory");
      case OPTIONS_ERROR -> throw damaged("it uses options that liblzma doesn't support");
      case DATA_ERROR -> throw damaged("its checksum doesn't match");
      case BUF_ERROR -> throw damaged("truncated");
      default -> throw damaged("liblzma's error " + result);
    }
  }

  private static DamagedException damaged(String how) {
    return DamagedException.damaged("xz", how);
  }

  @Override
  public void close() {
    long _ = end.call(address);
    arena.close();
  }
}
