package dlkm.declaration;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dlkm.fuzz.Bounded;
import java.nio.charset.StandardCharsets;

/**
 * Master and system files: a file or problems with their lines, and what is written reads as it
 * was.
 */
class LanguageFuzz {

  @FuzzTest
  void read(byte[] input) {
    String text = new String(input, StandardCharsets.UTF_8);
    Bounded.read(input, () -> master(MasterFile.parse("m", "m", text)));
    Bounded.read(input, () -> SystemFile.parse("m", text));
    Bounded.read(input, () -> HpuxSystemFile.parse("system", text));
    Bounded.read(input, () -> SharedMaster.parse("shared", text));
  }

  private static void master(MasterFile master) {
    String written = master.text();
    if (!MasterFile.parse("m", "m", written).text().equals(written)) {
      throw new AssertionError(written);
    }
  }
}
