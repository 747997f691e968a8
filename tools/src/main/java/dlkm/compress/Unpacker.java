package dlkm.compress;

import dlkm.clib.CLibrary;
import dlkm.clib.NativeBuffer;
import dlkm.problem.ProblemException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Takes compressed modules apart, one after the other, in memory and with decoders that it keeps:
 * for four thousand of them making those anew would cost as much again. For one thread.
 */
public final class Unpacker implements AutoCloseable {

  /** The largest file that is looked into, packed or unpacked, in bytes. */
  public static final int LARGEST = 1 << 30;

  /** No compressor makes a module less than a 256th; what claims to be is no module. */
  private static final long RATIO = 256;

  private static final int ALWAYS_ALLOWED = 64 << 20;
  private static final int FIRST = 4 << 20;
  private final UnpackedBuffer unpacked = new UnpackedBuffer(FIRST);
  private Optional<Liblzma> xz = Optional.empty();
  private Optional<Libzstd> zstd = Optional.empty();

  /**
   * A decoder's library.
   *
   * @throws DamagedException when the machine hasn't got it
   */
  static CLibrary library(String file, String debianPackage) {
    Optional<CLibrary> library = CLibrary.find(file);
    if (library.isEmpty()) {
      throw new DamagedException(
          "can't be unpacked: the library " + file + " is missing", "install " + debianPackage);
    }
    return library.get();
  }

  /**
   * The most bytes that a file of this size may hold: 64 MiB, or 256 times as much, up to 1 GiB.
   */
  public static int limit(int packedSize) {
    return (int) Math.min(LARGEST, Math.max(ALWAYS_ALLOWED, packedSize * RATIO));
  }

  /**
   * What is in a compressed file; the file itself where it is not compressed.
   *
   * @param shownName what messages call the file
   * @param packed the file, at its beginning
   * @param length how long the file is
   * @return memory that is valid until the next call
   * @throws ProblemException for a damaged file, one that would grow beyond any module, or a
   *     library that isn't there
   */
  public ByteBuffer unpack(String shownName, NativeBuffer packed, int length) {
    Optional<Compression> how = Compression.ofModule(packed.bytes(), length);
    if (how.isEmpty()) {
      return packed.bytes().slice(0, length);
    }
    unpacked.limit(limit(length));
    try {
      int size = unpack(how.get(), packed, length);
      return unpacked.bytes().slice(0, size);
    } catch (DamagedException e) {
      throw new ProblemException(shownName, e.getMessage(), e.todo());
    }
  }

  private int unpack(Compression how, NativeBuffer packed, int length) {
    return switch (how) {
      case GZIP -> Gunzip.unpack(packed, length, unpacked);
      case XZ -> {
        if (xz.isEmpty()) {
          xz = Optional.of(new Liblzma());
        }
        yield xz.get().unpack(packed, length, unpacked);
      }
      case ZSTD -> {
        if (zstd.isEmpty()) {
          zstd = Optional.of(new Libzstd());
        }
        yield zstd.get().unpack(packed, length, unpacked);
      }
      case LZ4, LZ4_LEGACY, BZIP2, LZMA, LZOP ->
          throw new IllegalArgumentException(how + " is no compression of modules");
    };
  }

  @Override
  public void close() {
    xz.ifPresent(Liblzma::close);
    zstd.ifPresent(Libzstd::close);
    unpacked.close();
  }
}
