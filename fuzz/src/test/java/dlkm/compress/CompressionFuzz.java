package dlkm.compress;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dlkm.clib.NativeBuffer;
import dlkm.fuzz.Bounded;

/** A compressed module: gzip, xz and zstd. */
class CompressionFuzz {

  private static final Unpacker UNPACKER = new Unpacker();

  @FuzzTest
  void unpack(byte[] file) {
    try (NativeBuffer packed = new NativeBuffer(file.length)) {
      packed.bytes().put(0, file);
      Bounded.read(file, () -> UNPACKER.unpack("fuzzed.ko", packed, file.length));
    }
  }
}
