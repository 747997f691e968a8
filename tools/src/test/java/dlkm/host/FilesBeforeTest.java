package dlkm.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that come back after a long piece of work that fails, or whose process dies. */
class FilesBeforeTest {

  @TempDir private Path root;
  private Host host;
  private Path master;
  private Path link;
  private Path code;
  private Path plan;
  private Path scratch;

  @BeforeEach
  void aMachine() throws IOException {
    host = new Host(root, Path.of("."));
    master = file("/var/lib/dlkm/master.d/pulse", "old master");
    link = host.entry("/var/lib/dlkm/master.d/beat");
    Files.createSymbolicLink(link, Path.of("pulse"));
    code = file("/var/lib/dlkm/km.d/pulse/deep/mod.c", "old source").getParent().getParent();
    plan = host.path("/etc/dlkm/system.d/pulse");
    scratch = host.path("/var/lib/dkms/pulse/1/build");
  }

  private Path file(String path, String text) throws IOException {
    Path file = host.path(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private FilesBefore keep() throws IOException {
    return FilesBefore.keep(host, "pulse", List.of(master, link, code, plan), List.of(scratch));
  }

  private void change() throws IOException {
    Transaction.begin(host)
        .write(master, "new master".getBytes(StandardCharsets.UTF_8))
        .write(plan, "new plan".getBytes(StandardCharsets.UTF_8))
        .delete(link)
        .make(code, aside -> Files.createDirectory(aside))
        .commit();
    Files.createDirectories(scratch);
  }

  private void isAsBefore() {
    assertThat(master).hasContent("old master");
    assertThat(link).isSymbolicLink().hasContent("old master");
    assertThat(code.resolve("deep/mod.c")).hasContent("old source");
    assertThat(plan).doesNotExist();
    isEnded();
  }

  private void isEnded() {
    assertThat(host.path(Layout.BEFORE)).doesNotExist();
    assertThat(root).isDirectoryNotContaining("glob:**" + AtomicFiles.ASIDE + "*");
  }

  @Test
  void workThatFailsLeavesWhatWasThere() throws IOException {
    FilesBefore before = keep();
    change();

    before.takeBack();

    isAsBefore();
    assertThat(scratch).exists();
  }

  @Test
  void theNextCommandPutsBackWhatAKilledOneHasChanged() throws IOException {
    FilesBefore _ = keep();
    change();

    FilesBefore.recover(host);

    isAsBefore();
    assertThat(scratch.getParent()).doesNotExist();
  }

  @Test
  void whatSomebodyElseHasReplacedMeanwhileIsLeftAlone() throws IOException {
    FilesBefore before = keep();
    change();
    FilesBefore.made(host, "pulse", List.of(master, plan));
    AtomicFiles.write(master, "others' master".getBytes(StandardCharsets.UTF_8));

    before.takeBack();

    assertThat(master).hasContent("others' master");
    assertThat(plan).doesNotExist();
    isEnded();
  }

  @Test
  void whatNobodyElseHasReplacedComesBack() throws IOException {
    FilesBefore before = keep();
    change();
    FilesBefore.made(host, "pulse", List.of(master, plan));

    before.takeBack();

    isAsBefore();
  }

  @Test
  void workThatStillGoesOnIsLeftAlone() throws IOException {
    try (StateLock _ = StateLock.takeDkms(host, "test", _ -> {})) {
      FilesBefore _ = keep();
      change();

      FilesBefore.recover(host);

      assertThat(master).hasContent("new master");
      assertThat(StateLock.isDkmsFree(host)).isFalse();
    }
    FilesBefore.recover(host);
    isAsBefore();
  }

  @Test
  void theTransactionThatEndsTheWorkKeepsWhatItMade() throws IOException {
    FilesBefore before = keep();
    change();

    Transaction transaction = Transaction.begin(host);
    before.end(transaction);
    transaction.commit();
    FilesBefore.recover(host);

    assertThat(master).hasContent("new master");
    assertThat(plan).hasContent("new plan");
    assertThat(Files.exists(link, LinkOption.NOFOLLOW_LINKS)).isFalse();
    isEnded();
  }

  @Test
  void whatWasKeptInPartCountsForNothing() throws IOException {
    FilesBefore _ = keep();
    change();
    Files.delete(host.path(Layout.BEFORE).resolve("pulse/places"));

    FilesBefore.recover(host);

    assertThat(master).hasContent("new master");
    isEnded();
  }
}
