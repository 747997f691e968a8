package dlkm.oci;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dlkm.fuzz.Bounded;

/** A layer: what was read has no more bytes than the layer. */
class LayerFuzz {

  @FuzzTest
  void read(byte[] input) {
    Bounded.read(input, () -> check(input));
  }

  private static void check(byte[] input) {
    var files = LayerTar.read("layer", input, path -> path.matches("[a-z]{1,20}(/[a-z]{1,20})*"));
    long size = files.values().stream().mapToLong(content -> content.length).sum();
    if (size > input.length) {
      throw new AssertionError("more bytes of files than of the layer");
    }
  }
}
