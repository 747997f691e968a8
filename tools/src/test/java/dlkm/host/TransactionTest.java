package dlkm.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dlkm.problem.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several files that change together, whenever the command is killed. */
class TransactionTest {

  @TempDir private Path root;
  private Host host;
  private Path journal;

  @BeforeEach
  void aMachine() throws IOException {
    host = new Host(root, Path.of("."));
    journal = host.path("/var/lib/dlkm/journal");
    file("/var/lib/dlkm/master.d/pulse", "old master");
    file("/var/lib/dlkm/km.d/pulse/mod.c", "old source");
    file("/var/lib/dlkm/km.d/pulse/old.c", "old too");
    file("/etc/dlkm/system.d/gone", "to be deleted");
  }

  private Path file(String path, String text) throws IOException {
    Path file = host.path(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  /** All three kinds of step, prepared. */
  private Transaction update() throws IOException {
    return Transaction.begin(host)
        .write(host.path("/var/lib/dlkm/master.d/pulse"), bytes("new master"))
        .make(
            host.path("/var/lib/dlkm/km.d/pulse"),
            aside -> {
              Files.createDirectory(aside);
              Files.writeString(aside.resolve("mod.c"), "new source");
            })
        .delete(host.path("/etc/dlkm/system.d/gone"));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private void isAsBefore() {
    assertThat(host.path("/var/lib/dlkm/master.d/pulse")).hasContent("old master");
    assertThat(host.path("/var/lib/dlkm/km.d/pulse/mod.c")).hasContent("old source");
    assertThat(host.path("/var/lib/dlkm/km.d/pulse/old.c")).exists();
    assertThat(host.path("/etc/dlkm/system.d/gone")).exists();
  }

  private void isDone() {
    assertThat(host.path("/var/lib/dlkm/master.d/pulse")).hasContent("new master");
    assertThat(host.path("/var/lib/dlkm/km.d/pulse/mod.c")).hasContent("new source");
    assertThat(host.path("/var/lib/dlkm/km.d/pulse/old.c")).doesNotExist();
    assertThat(host.path("/etc/dlkm/system.d/gone")).doesNotExist();
    assertThat(journal).doesNotExist();
    assertThat(root).isDirectoryNotContaining("glob:**" + AtomicFiles.ASIDE + "*");
  }

  /** The journal of {@link #update}, as a command leaves it that is killed right after it. */
  private void writeJournal() throws IOException {
    file(
        "/var/lib/dlkm/journal",
        """
        replace var/lib/dlkm/master.d/pulse
        replace var/lib/dlkm/km.d/pulse
        delete etc/dlkm/system.d/gone
        """);
  }

  @Test
  void allOfItIsDone() throws IOException {
    update().commit();

    isDone();
  }

  @Test
  void whatFailsToBePreparedLeavesNothing() throws IOException {
    Transaction update = update();
    Path target = host.path("/etc/dlkm/system.d/next");
    assertThatThrownBy(
            () ->
                update.make(
                    target,
                    aside -> {
                      Files.writeString(aside, "half of it");
                      throw new IOException("No space left on device");
                    }))
        .isInstanceOf(IOException.class);

    isAsBefore();
    assertThat(AtomicFiles.aside(target)).doesNotExist();
    assertThat(AtomicFiles.aside(host.path("/var/lib/dlkm/km.d/pulse"))).doesNotExist();
  }

  @Test
  void killedBeforeTheJournalNothingIsDone() throws IOException {
    update();

    Transaction.recover(host);

    isAsBefore();
  }

  @Test
  void killedAfterTheJournalAllOfItIsDone() throws IOException {
    update();
    writeJournal();

    Transaction.recover(host);

    isDone();
  }

  @Test
  void killedAfterAnyStepTheRestIsDone() throws IOException {
    update();
    writeJournal();
    Path master = host.path("/var/lib/dlkm/master.d/pulse");
    Files.move(AtomicFiles.aside(master), master, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    // and in the middle of the second: the old directory is gone, the new one not yet in place
    AtomicFiles.deleteTree(host.path("/var/lib/dlkm/km.d/pulse"));

    Transaction.recover(host);
    Transaction.recover(host);

    isDone();
  }

  @Test
  void announcedForAChangeThatWasNotMadeNothingIsDone() throws IOException {
    update().announce("the other change");

    Transaction.recover(host, condition -> !condition.equals("the other change"));

    isAsBefore();
    assertThat(journal).doesNotExist();
    assertThat(AtomicFiles.aside(host.path("/var/lib/dlkm/km.d/pulse"))).doesNotExist();
  }

  @Test
  void announcedForAChangeThatWasMadeAllOfItIsDone() throws IOException {
    update().announce("the other change");

    Transaction.recover(host, condition -> condition.equals("the other change"));

    isDone();
  }

  @Test
  void announcedAndAbandonedNothingIsLeft() throws IOException {
    Transaction transaction = update();
    transaction.announce("the other change");

    transaction.abandon();

    isAsBefore();
    assertThat(journal).doesNotExist();
  }

  @Test
  void abandonedNothingIsLeft() throws IOException {
    update().abandon();

    isAsBefore();
    assertThat(AtomicFiles.aside(host.path("/var/lib/dlkm/km.d/pulse"))).doesNotExist();
    assertThat(AtomicFiles.aside(host.path("/var/lib/dlkm/master.d/pulse"))).doesNotExist();
  }

  /** What a failing disk in the middle of {@code commit} leads to: the caller gives up. */
  @Test
  void abandonedAfterTheJournalItIsStillFinished() throws IOException {
    Transaction transaction = update();
    writeJournal();

    transaction.abandon();
    Transaction.recover(host);

    isDone();
  }

  @Test
  void withoutAStepNothingIsDoneAndNothingIsLeft() throws IOException {
    Transaction.begin(host).commit();
    assertThat(journal).doesNotExist();

    Transaction announced = Transaction.begin(host);
    announced.announce("generation 2");
    Transaction.recover(host, _ -> true);
    assertThat(journal).doesNotExist();
    isAsBefore();
  }

  @Test
  void aSourceThatIsMissingChangesNothing() throws IOException {
    Transaction transaction = update();

    assertThatThrownBy(
            () ->
                transaction.copy(host.path("/var/lib/dlkm/x"), host.path("/var/lib/dlkm/missing")))
        .isInstanceOf(NoSuchFileException.class);
    transaction.abandon();

    isAsBefore();
  }

  @Test
  void aDirectoryTakesThePlaceOfALinkToOne() throws IOException {
    Path source = host.path("/var/lib/dlkm/km.d/pulse");
    Path elsewhere = Files.move(source, root.resolve("elsewhere"));
    Files.createSymbolicLink(source, elsewhere);

    update().commit();

    isDone();
    assertThat(elsewhere.resolve("old.c")).as("what a link leads to isn't ours").exists();
  }

  @Test
  void aFileTakesThePlaceOfADirectoryAndTheOtherWayRound() throws IOException {
    AtomicFiles.deleteTree(host.path("/var/lib/dlkm/km.d/pulse"));
    file("/var/lib/dlkm/km.d/pulse", "a file");
    Files.delete(host.path("/var/lib/dlkm/master.d/pulse"));
    file("/var/lib/dlkm/master.d/pulse/x", "in a directory");

    update().commit();

    isDone();
  }

  @Test
  void aJournalThatLeavesTheRootIsRefused() throws IOException {
    Path outside = Files.writeString(root.resolveSibling(root.getFileName() + "-outside"), "kept");
    AtomicFiles.write(journal, "delete ../" + outside.getFileName() + "\n");
    assertThatThrownBy(() -> Transaction.recover(host))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("leads out of");
    assertThat(outside).exists();
    Files.delete(outside);
  }

  @Test
  void oneOfTheCacheIsFinishedTooAndMayBeGone() throws IOException {
    Path built = host.path("/var/cache/dlkm/built/6.1/pulse.ko");
    AtomicFiles.write(AtomicFiles.aside(built), "image");
    AtomicFiles.write(
        host.path("/var/cache/dlkm/journal"), "replace " + host.root().relativize(built) + "\n");
    Transaction.recover(host);
    assertThat(built).hasContent("image");

    AtomicFiles.deleteTree(host.path("/var/cache/dlkm"));
    Transaction.recover(host);
  }

  @Test
  void whatWasPreparedWithoutAJournalGoes() throws IOException {
    Path file = file("/etc/dlkm/system.d/.dlkm-aside.pulse", "half");
    Path directory = file("/var/lib/dlkm/km.d/.dlkm-aside.pulse/mod.c", "half").getParent();

    Transaction.recover(host);

    assertThat(file).doesNotExist();
    assertThat(directory).doesNotExist();
    isAsBefore();
  }

  @Test
  void linksAndEmptyDirectoriesNeedNothingPrepared() throws IOException {
    Path link = host.entry("/lib/modules/6.1/updates/dkms/pulse.ko");
    Path gone = file("/var/lib/dkms/pulse/1/log", "");
    Path used = file("/var/lib/dkms/beat/1/log", "");

    Transaction.begin(host)
        .link(link, Path.of("../dlkm/pulse.ko"))
        .delete(gone.getParent())
        .prune(gone.getParent().getParent())
        .prune(used.getParent())
        .commit();

    assertThat(Files.readSymbolicLink(link)).isEqualTo(Path.of("../dlkm/pulse.ko"));
    assertThat(gone.getParent().getParent()).doesNotExist();
    assertThat(used).exists();
  }

  @Test
  void aKilledOnesLinksAreMadeByTheNextCommand() throws IOException {
    file(
        "/var/lib/dlkm/journal",
        """
        link lib/modules/6.1/updates/dkms/pulse.ko\t../dlkm/pulse.ko
        prune var/lib/dkms/pulse
        """);
    Path half = file("/lib/modules/6.1/updates/dkms/.dlkm-aside.pulse.ko", "");

    Transaction.recover(host);

    assertThat(host.entry("/lib/modules/6.1/updates/dkms/pulse.ko")).isSymbolicLink();
    assertThat(half).doesNotExist();
    assertThat(journal).doesNotExist();
  }
}
