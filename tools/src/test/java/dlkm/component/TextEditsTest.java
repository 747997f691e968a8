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
  void theFormerSystemFileIsAsBeforeUnlessAnotherCommandWroteIt() throws IOException {
    Host host = new Host(root, Path.of("."));
    Path system = host.path(Layout.SYSTEM);
    Path former = host.path(Layout.SYSTEM_PREVIOUS);
    Files.writeString(system, "size 2\n");
    Files.writeString(former, "size 1\n");
    TextEdits change = new TextEdits(host);
    change.set(system, "size 3\n");
    assertThat(change.commit()).isTrue();
    assertThat(former).hasContent("size 2\n");

    change.takeBack();

    assertThat(system).hasContent("size 2\n");
    assertThat(former).hasContent("size 1\n");

    assertThat(change.commit()).isTrue();
    TextEdits other = new TextEdits(host);
    other.set(system, "size 4\n");
    assertThat(other.commit()).isTrue();

    change.takeBack();

    assertThat(system).hasContent("size 4\n");
    assertThat(former).hasContent("size 3\n");
  }

  @Test
  void whatOthersDeletedSinceStaysDeleted() throws IOException {
    Files.delete(there);
    edits.takeBack();
    assertThat(there).doesNotExist();
  }
}
