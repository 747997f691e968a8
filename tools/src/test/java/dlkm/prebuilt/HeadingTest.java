package dlkm.prebuilt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dlkm.oci.Descriptor;
import dlkm.oci.Digest;
import dlkm.oci.Manifest;
import dlkm.problem.ProblemException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class HeadingTest {

  private static final Heading HEADING =
      new Heading(
          "m", "1", List.of("m"), new KernelIdentity("6.1.0", "aa", "bb", "amd64"), Signature.NONE);

  private static Heading read(SortedMap<String, String> annotations) {
    Descriptor blob = new Descriptor("x", Digest.of(new byte[0]), 0, new TreeMap<>());
    return Heading.of("image", new Manifest(blob, blob, annotations));
  }

  @Test
  void itIsReadAsItWasWritten() {
    assertThat(read(HEADING.annotations())).isEqualTo(HEADING);
  }

  @Test
  void anImageOfNoModuleIsNone() {
    for (String modules : List.of(" ", "   ", "m  m", "../m")) {
      SortedMap<String, String> annotations = HEADING.annotations();
      annotations.put("dlkm.modules", modules);
      assertThatThrownBy(() -> read(annotations))
          .isInstanceOf(ProblemException.class)
          .hasMessageContaining("names a module that can't be");
    }
  }
}
