package dlkm.image;

import dlkm.problem.ProblemException;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/**
 * Takes compressed modules apart, one after the other, in memory and with decoders that it keeps:
 * for four thousand of them making those anew would cost as much again. For one thread.
 */
public final class Unpacker implements AutoCloseable {

  /** No compressor makes a module less than a 256th; what claims to be is no module. */
  private static final long RATIO = 256;

  private static final long ALWAYS_ALLOWED = 64L << 20;
  private static final long NEVER_ALLOWED = 1L << 30;

  private final Room room = new Room();
  private Optional<Liblzma> xz = Optional.empty();
  private Optional<Libzstd> zstd = Optional.empty();

  /**
   * The most bytes that a file of this size may hold: 64 MiB, or 256 times as much, up to 1 GiB.
   */
  public static long limit(long packedSize) {
    return Math.min(NEVER_ALLOWED, Math.max(ALWAYS_ALLOWED, packedSize * RATIO));
  }

  /**
   * What is in a compressed file; the file itself where it is not compressed.
   *
   * @param shownName what messages call the file
   * @param packed the file, in native memory
   * @return memory that is valid until the next call
   * @throws ProblemException for a damaged file, one that would grow beyond any module, or a
   *     library that isn't there
   */
  public MemorySegment unpack(String shownName, MemorySegment packed) {
    Optional<Packed> how = Packed.of(packed);
    if (how.isEmpty()) {
      return packed;
    }
    room.limit(limit(packed.byteSize()));
    try {
      long size = unpack(how.get(), packed);
      return room.memory().asSlice(0, size);
    } catch (DamagedException e) {
      throw new ProblemException(shownName, e.getMessage(), e.todo());
    }
  }

  private long unpack(Packed how, MemorySegment packed) {
    return switch (how) {
      case GZIP -> Gunzip.unpack(packed, room);
      case XZ -> {
        if (xz.isEmpty()) {
          xz = Optional.of(new Liblzma());
        }
        yield xz.get().unpack(packed, room);
      }
      case ZSTD -> {
        if (zstd.isEmpty()) {
          zstd = Optional.of(new Libzstd());
        }
        yield zstd.get().unpack(packed, room);
      }
    };
  }

  @Override
  public void close() {
    xz.ifPresent(Liblzma::close);
    zstd.ifPresent(Libzstd::close);
    room.close();
  }
}
