package dlkm.saved;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dlkm.fuzz.Bounded;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;

/** The archive of a configuration: what was read can be written, and is the same then. */
class ArchiveFuzz {

  @FuzzTest
  void read(byte[] input) {
    Bounded.read(input, () -> check(Archive.read("a.tar", input)));
  }

  private static Archive check(Archive archive) {
    try {
      byte[] written = archive.bytes();
      if (!Arrays.equals(Archive.read("a.tar", written).bytes(), written)) {
        throw new AssertionError("read and written again it differs");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return archive;
  }
}
