package dlkm.rehearse;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dlkm.fuzz.Bounded;

/** A kernel's file: where the compressed kernel is in it, and what it is compressed with. */
class BootableImageFuzz {

  @FuzzTest
  void packed(byte[] image) {
    Bounded.read(image, () -> Compression.of(BootableImage.packed(image), 0));
  }
}
