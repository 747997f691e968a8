package dlkm.prebuilt;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dlkm.fuzz.Bounded;
import dlkm.oci.Descriptor;
import dlkm.oci.Digest;
import dlkm.oci.Manifest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The heading of an image: the input is the values of its annotations, a line each. */
class HeadingFuzz {

  private static final KernelIdentity KERNEL = new KernelIdentity("6.1.0", "aa", "bb", "amd64");
  private static final Descriptor BLOB =
      new Descriptor("x", Digest.of(new byte[0]), 0, new TreeMap<>());

  @FuzzTest
  void read(byte[] input) {
    Bounded.read(input, () -> check(new String(input, StandardCharsets.UTF_8).split("\n", -1)));
  }

  private static void check(String[] values) {
    SortedMap<String, String> annotations =
        new Heading("m", "1", List.of("m"), KERNEL, Signature.NONE).annotations();
    List<String> keys = List.copyOf(annotations.keySet());
    for (int i = 0; i < Math.min(keys.size(), values.length); i++) {
      annotations.put(keys.get(i), values[i]);
    }
    Heading heading = Heading.of("image", new Manifest(BLOB, BLOB, annotations));
    if (heading.modules().isEmpty() || heading.tag().length() > 128) {
      throw new AssertionError("a heading of no module, or with a tag that is too long");
    }
  }
}
