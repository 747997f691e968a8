package dlkm.oci;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dlkm.fuzz.Bounded;

/** A manifest: what was read can be written, and is of the same layer then. */
class ManifestFuzz {

  @FuzzTest
  void read(byte[] input) {
    Bounded.read(
        input,
        () -> {
          Manifest manifest = Manifest.read("manifest", input);
          Manifest again = Manifest.read("manifest", manifest.bytes());
          if (!again.layer().digest().equals(manifest.layer().digest())
              || again.layer().size() != manifest.layer().size()) {
            throw new AssertionError("read and written again it is of another layer");
          }
        });
  }
}
