package dlkm.modtree;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dlkm.fuzz.Bounded;
import dlkm.fuzz.InputFile;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/** What a command left of the modules for the next one; the input lacks the head with the sum. */
class CacheFileFuzz {

  private static final InputFile FILE = new InputFile();

  @FuzzTest
  void load(byte[] content) {
    CRC32 sum = new CRC32();
    sum.update(content);
    ByteBuffer file = ByteBuffer.allocate(16 + content.length);
    file.putLong(CacheFile.MAGIC).putLong(sum.getValue()).put(content);
    FILE.write(file.array());
    Bounded.read(content, CacheFileFuzz::recall);
  }

  /** What is known of the modules is read in another thread, and a failure there shows here. */
  private static void recall() {
    try {
      CacheFile.load(FILE.path()).known().facts();
    } catch (DamagedCacheException e) {
      // A memory that counts as not there.
    }
  }
}
