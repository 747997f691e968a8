package dlkm.component;

import static org.assertj.core.api.Assertions.assertThat;

import dlkm.host.Host;
import dlkm.host.Layout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Edits of files of the plan that are written, and taken back. */
class TextEditsTest {

  @TempDir private Path root;
  private TextEdits edits;
  private Path there;
  private Path made;

  @BeforeEach
  void twoFilesAreWritten() throws IOException {
    Host host = new Host(root, Path.of("."));
    there = host.path(Layout.system("there"));
    made = host.path(Layout.system("made"));
    Files.createDirectories(there.getParent());
    Files.writeString(there, "$CONFIGURE Y\n$LOADPHASE A\n");
    edits = new TextEdits(host);
    edits.set(there, "$CONFIGURE Y\n$LOADPHASE I\n");
    edits.set(made, "$CONFIGURE Y\n");
    assertThat(edits.commit()).isTrue();
    assertThat(made).hasContent("$CONFIGURE Y\n");
  }

  @Test
  void aFileIsAsBeforeAndOneThatWasMadeIsGone() throws IOException {
    edits.takeBack();
    assertThat(there).hasContent("$CONFIGURE Y\n$LOADPHASE A\n");
    assertThat(made).doesNotExist();
  }

  @Test
  void whatOthersChangedSinceStays() throws IOException {
    Files.writeString(there, "$CONFIGURE N\n$LOADPHASE I\n");
    Files.writeString(made, "$CONFIGURE Y\n$CAUSE explicit\n");
    edits.takeBack();
    assertThat(there).hasContent("$CONFIGURE N\n$LOADPHASE A\n");
    assertThat(made).hasContent("$CAUSE explicit\n");
  }

  @Test
  void whatOthersDeletedSinceStaysDeleted() throws IOException {
    Files.delete(there);
    edits.takeBack();
    assertThat(there).doesNotExist();
  }
}
