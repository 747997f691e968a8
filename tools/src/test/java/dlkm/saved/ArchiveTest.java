package dlkm.saved;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dlkm.problem.ProblemException;
import dlkm.registry.Registry;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The archive of a configuration, from others (spec §9.5). */
class ArchiveTest {

  private static byte[] archive() throws IOException {
    Configuration configuration =
        new Configuration(
            "first",
            "6.1.0",
            7,
            "",
            Instant.parse("2026-11-28T14:39:03Z"),
            "ann",
            "",
            new TreeMap<>());
    return new Archive("first", configuration, Registry.empty("6.1.0", "6.1.0:x"), new TreeMap<>())
        .bytes();
  }

  @Test
  void itIsReadAsItWasWritten() throws IOException {
    assertThat(Archive.read("a.tar", archive()).bytes()).isEqualTo(archive());
  }

  @Test
  void aByteThatChangedIsFoundOrMeansNothing() throws IOException {
    byte[] intact = archive();
    for (int i = 0; i < intact.length; i++) {
      byte[] damaged = intact.clone();
      damaged[i] ^= 1;
      try {
        assertThat(Archive.read("a.tar", damaged).configuration())
            .isEqualTo(Archive.read("a.tar", intact).configuration());
      } catch (ProblemException e) {
        assertThat(e).hasMessageContaining("a.tar");
      }
    }
  }

  @Test
  void aFileThatIsCutOffIsRefused() throws IOException {
    byte[] intact = archive();
    for (int length : new int[] {0, 100, 512, 600, 1024, 2048}) {
      byte[] cut = Arrays.copyOf(intact, length);
      assertThatThrownBy(() -> Archive.read("a.tar", cut)).isInstanceOf(ProblemException.class);
    }
  }
}
