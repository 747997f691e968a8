package dlkm.installedkernel;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dlkm.compress.Compression;
import dlkm.fuzz.Bounded;
import java.io.ByteArrayInputStream;
import java.util.Arrays;

/**
 * A kernel's file, and the build id in the ELF file inside. Both readers want a page at least,
 * which the input needn't fill: its first {@value #HEAD} bytes are the page's, the others follow
 * it.
 */
class KernelImageFuzz {

  private static final int PAGE = 4096;
  private static final int HEAD = 1024;

  @FuzzTest
  void buildId(byte[] input) {
    byte[] image = Arrays.copyOf(input, PAGE + Math.max(0, input.length - HEAD));
    if (input.length > HEAD) {
      Arrays.fill(image, HEAD, Math.min(PAGE, image.length), (byte) 0);
      System.arraycopy(input, HEAD, image, PAGE, input.length - HEAD);
    }
    Bounded.read(image, () -> Compression.of(KernelImage.payload(image)));
    Bounded.read(image, () -> KernelImage.find(new ByteArrayInputStream(image)));
  }
}
