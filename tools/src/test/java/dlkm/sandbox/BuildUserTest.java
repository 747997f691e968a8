package dlkm.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whom the programs of sources run as (spec §4.4.1). */
class BuildUserTest {

  private static final BuildUser UNNAMED = new BuildUser(65_531, 65_531);

  @TempDir private Path directory;

  private BuildUser of(String users) throws IOException {
    Path file = directory.resolve("passwd");
    Files.writeString(file, users);
    return BuildUser.of(file);
  }

  @Test
  void theUserOfOurNameIsTaken() throws IOException {
    assertThat(of("root:x:0:0::/:/bin/sh\n_dlkm-build:x:997:996::/:/bin/false\n"))
        .isEqualTo(new BuildUser(997, 996));
  }

  @Test
  void withoutOneANumberThatNobodyHas() throws IOException {
    assertThat(of("root:x:0:0::/:/bin/sh\n")).isEqualTo(UNNAMED);
    assertThat(BuildUser.of(directory.resolve("none"))).isEqualTo(UNNAMED);
  }

  @Test
  void itIsNeverRoot() throws IOException {
    assertThat(of("_dlkm-build:x:0:0::/:/bin/sh\n")).isEqualTo(UNNAMED);
    assertThat(of("_dlkm-build:x:many\n")).isEqualTo(UNNAMED);
  }
}
