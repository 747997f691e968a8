package dlkm.declaration;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dlkm.fuzz.Bounded;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Modstub.h: stubs or problems with their lines, and the declarations of the stubs read as they
 * were.
 */
class StubFileFuzz {

  @FuzzTest
  void parse(byte[] input) {
    String text = new String(input, StandardCharsets.UTF_8);
    Bounded.read(input, () -> again(StubFile.parse("m", text)));
  }

  private static void again(List<Stub> stubs) {
    for (Stub stub : stubs) {
      String written =
          StubFile.MARK + "(" + stub.failure() + ") " + stub.declaration(stub.name()) + ";";
      Stub read = StubFile.parse("m", written).getFirst();
      if (!read.declaration(read.name()).equals(stub.declaration(stub.name()))) {
        throw new AssertionError(written);
      }
    }
  }
}
