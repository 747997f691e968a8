package dlkm.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dlkm.host.Host;
import dlkm.host.Layout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Edits of files of the plan. */
class TextEditsTest {

  @TempDir private Path root;
  private Path system;
  private Path former;
  private TextEdits edits;

  @BeforeEach
  void anEdit() throws IOException {
    Host host = new Host(root, Path.of("."));
    system = host.path(Layout.SYSTEM);
    former = host.path(Layout.SYSTEM_PREVIOUS);
    Files.createDirectories(system.getParent());
    Files.writeString(system, "size 1\n");
    edits = new TextEdits(host);
    edits.set(system, "size 2\n");
  }

  @Test
  void anEditIsReadBeforeItIsWritten() {
    assertThat(edits.text(system)).isEqualTo("size 2\n");
    assertThat(system).hasContent("size 1\n");
  }

  @Test
  void theSystemFileFromBeforeIsKept() throws IOException {
    edits.commit();

    assertThat(system).hasContent("size 2\n");
    assertThat(former).hasContent("size 1\n");
  }

  @Test
  void whatCannotBeWrittenChangesNothing() throws IOException {
    Files.createDirectories(new Host(root, Path.of(".")).path(Layout.JOURNAL).resolve("not empty"));

    assertThatThrownBy(edits::commit).isInstanceOf(IOException.class);

    assertThat(system).hasContent("size 1\n");
    assertThat(former).doesNotExist();
  }
}
