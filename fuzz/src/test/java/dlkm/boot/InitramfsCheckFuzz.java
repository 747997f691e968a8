package dlkm.boot;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dlkm.fuzz.Bounded;
import dlkm.fuzz.InputFile;
import dlkm.host.Sha256;
import java.nio.charset.StandardCharsets;

/** An initramfs: archives one after another, the last one may be compressed. */
class InitramfsCheckFuzz {

  /** The plan that the kept inputs hold, so that all of the check is reached. */
  private static final String PLAN =
      "image seed.ko " + Sha256.of("seed\n".getBytes(StandardCharsets.US_ASCII)) + "\n";

  private static final InputFile FILE = new InputFile();

  @FuzzTest
  void check(byte[] initramfs) {
    FILE.write(initramfs);
    Bounded.read(initramfs, () -> InitramfsCheck.check(FILE.path(), "6.1", PLAN));
  }
}
