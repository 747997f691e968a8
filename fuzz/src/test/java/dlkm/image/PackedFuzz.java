package dlkm.image;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dlkm.fuzz.Bounded;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** A compressed module: gzip, xz and zstd. */
class PackedFuzz {

  private static final Unpacker UNPACKER = new Unpacker();

  @FuzzTest
  void unpack(byte[] file) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment packed = arena.allocateFrom(ValueLayout.JAVA_BYTE, file);
      Bounded.read(file, () -> UNPACKER.unpack("fuzzed.ko", packed));
    }
  }
}
