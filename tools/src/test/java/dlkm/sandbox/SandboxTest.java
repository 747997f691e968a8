package dlkm.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dlkm.host.Host;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What programs of sources can have read (spec §4.4.1). */
class SandboxTest {

  @TempDir private Path directory;

  @Test
  void theRootDirectoryIsNoFileThatAProgramReads() throws Exception {
    Path shown = Files.writeString(directory.resolve("header.h"), "");
    Sandbox sandbox = Sandbox.readOnly(new Host(Path.of("/"), Path.of(".")), List.of(directory));
    assertThat(sandbox.canRead(shown)).isTrue();
    assertThat(sandbox.canRead(Path.of("/"))).isFalse();
  }
}
