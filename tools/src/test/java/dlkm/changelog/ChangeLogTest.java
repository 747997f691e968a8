package dlkm.changelog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dlkm.host.Caller;
import dlkm.host.Host;
import dlkm.host.Invocation;
import dlkm.host.Layout;
import dlkm.host.Transaction;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file of the change log, and what of a command comes into it (spec §9.6). */
class ChangeLogTest {

  @TempDir private Path root;
  private Host host;
  private Path file;
  private final List<String> said = new ArrayList<>();

  @BeforeEach
  void aMachine() {
    host = new Host(root, Path.of("."));
    file = host.path(Layout.CHANGE_LOG);
  }

  private interface Work {
    void run() throws IOException;
  }

  private void record(Work work) throws IOException {
    Invocation by = new Invocation("ann", "0", "kmsystem -b i pulse", "a test");
    Recording.during(
        new Caller(host, "kmsystem", "ann", said::add, said::add, by),
        () -> {
          work.run();
          return true;
        });
  }

  private void comment(String text) throws IOException {
    record(
        () -> {
          boolean _ = Recording.note(Changed.done(Changed.Kind.COMMENT, "", "comment", "", text));
        });
  }

  private List<String> comments() throws IOException {
    return new ChangeLog(host).read().entries().stream().map(entry -> entry.change().to()).toList();
  }

  @Test
  void entriesAreReadInTheOrderInWhichTheyWereWritten() throws IOException {
    comment("one");
    comment("two");
    assertThat(comments()).containsExactly("one", "two");
  }

  @Test
  void everybodyMayReadIt() throws IOException {
    comment("one");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-r--r--");
  }

  @Test
  void aLineThatACrashCutOffIsSkippedAndTheNextIsIntact() throws IOException {
    comment("one");
    Files.writeString(file, "2026-11-28T14:39:03Z\tkind=mod", StandardOpenOption.APPEND);
    comment("two");
    ChangeLog.Content content = new ChangeLog(host).read();
    assertThat(comments()).containsExactly("one", "two");
    assertThat(content.damaged()).containsExactly(file + ":2");
  }

  @Test
  void aLogThatWasPutAsideIsReadToo() throws IOException {
    comment("one");
    Files.move(file, file.resolveSibling("changes.log.1"));
    comment("two");
    Files.writeString(file.resolveSibling("changes.log.2.gz"), "packed");
    Files.writeString(file.resolveSibling("changes.logs"), "another's");
    assertThat(comments()).containsExactly("one", "two");
    assertThat(file).content().doesNotContain("to=one");
  }

  @Test
  void aRecordThatCantBeWrittenIsToldAndFailsNothing() throws IOException {
    Files.createDirectories(file);
    assertThatCode(() -> comment("one")).doesNotThrowAnyException();
    assertThat(said)
        .singleElement()
        .asString()
        .startsWith(file + ": the comment can't be recorded: ");
  }

  @Test
  void whatIsInTheWayOfItsDirectoryIsNamed() throws IOException {
    Files.createDirectories(file.getParent().getParent());
    Files.writeString(file.getParent(), "somebody's");
    comment("one");
    assertThat(said)
        .containsExactly(
            file
                + ": the comment can't be recorded: "
                + file.getParent()
                + ": exists already: move it away");
  }

  @Test
  void aLinkInItsPlaceIsNotFollowed() throws IOException {
    Path target = root.resolve("target");
    Files.createDirectories(file.getParent());
    Files.createSymbolicLink(file, target);
    comment("one");
    assertThat(target).doesNotExist();
    assertThat(said).hasSize(1);
    assertThat(Files.exists(file, LinkOption.NOFOLLOW_LINKS)).isTrue();
  }

  private Transaction plan(String from, String to) throws IOException {
    Path system = host.path(Layout.system("pulse"));
    Files.createDirectories(system.getParent());
    Files.writeString(system, from);
    return Transaction.begin(host).write(system, to.getBytes(StandardCharsets.UTF_8));
  }

  private static final String BEFORE =
      "$VERSION 1\n$CONFIGURE N\n$LOADABLE Y\n$TUNABLE\nbeat 5\nold 1\n";
  private static final String AFTER =
      "$VERSION 1\n$CONFIGURE Y\n$LOADABLE Y\n$LOADPHASE I\n$TUNABLE\nbeat 6\nnew 1\n";

  private static final List<String> CHANGES =
      List.of(
          "module pulse configured n y",
          "module pulse planned phase  INIT",
          "tunable beat planned 5 6",
          "tunable new planned default 1",
          "tunable old planned 1 default");

  private List<String> changes() throws IOException {
    return new ChangeLog(host)
        .read().entries().stream()
            .map(Entry::change)
            .map(
                c ->
                    c.kind().word()
                        + " "
                        + c.name()
                        + " "
                        + c.what()
                        + " "
                        + c.from()
                        + " "
                        + c.to())
            .toList();
  }

  @Test
  void aTransactionRecordsEachAttributeThatChanges() throws IOException {
    record(() -> plan(BEFORE, AFTER).commit());
    assertThat(changes()).containsExactlyElementsOf(CHANGES);
    Entry first = new ChangeLog(host).read().entries().getFirst();
    assertThat(first.by()).isEqualTo(new Invocation("ann", "0", "kmsystem -b i pulse", "a test"));
  }

  @Test
  void aLinkToAnotherPlaceOfThePlanChangesNoEntry() throws IOException {
    Files.createDirectories(root.resolve("data"));
    Files.createDirectories(root.resolve("etc"));
    Files.createSymbolicLink(root.resolve("etc/dlkm"), Path.of("/data"));
    record(() -> plan(BEFORE, AFTER).commit());
    assertThat(root.resolve("data/system.d/pulse")).content().isEqualTo(AFTER);
    assertThat(changes()).containsExactlyElementsOf(CHANGES);
  }

  @Test
  void aTransactionThatIsAbandonedRecordsNothing() throws IOException {
    record(() -> plan(BEFORE, AFTER).abandon());
    assertThat(file).doesNotExist();
  }

  /** Killed between the journal and the record: who completes the change records it, once. */
  @Test
  void aChangeThatTheNextCommandCompletesIsRecordedOnce() throws IOException {
    record(
        () -> {
          Files.createDirectories(file);
          plan(BEFORE, AFTER).commit();
          Files.delete(file);
        });
    assertThat(said).hasSize(1);
    Path journal = host.path(Layout.JOURNAL);
    record(
        () -> {
          Transaction transaction = plan(BEFORE, AFTER);
          transaction.announce("made");
        });
    String lines = Files.readString(journal);
    record(() -> Transaction.recover(host, _ -> true));
    assertThat(changes()).containsExactlyElementsOf(CHANGES);
    Files.writeString(journal, lines);
    record(() -> Transaction.recover(host, _ -> true));
    assertThat(changes()).containsExactlyElementsOf(CHANGES);
    assertThat(journal).doesNotExist();
  }

  private static Search search(String kind, String name, String text) {
    return new Search(
        Optional.of(kind).filter(k -> !k.isEmpty()).map(Changed.Kind::valueOf),
        Optional.empty(),
        Optional.of(name).filter(n -> !n.isEmpty()),
        Optional.of(text).filter(t -> !t.isEmpty()),
        Optional.empty(),
        Optional.empty());
  }

  @Test
  void aSearchFindsTheLastEntriesThatMatchAll() throws IOException {
    record(() -> plan(BEFORE, AFTER).commit());
    List<Entry> all = new ChangeLog(host).read().entries();
    assertThat(search("", "", "").last(all, 1)).containsExactly(all.getLast());
    assertThat(search("TUNABLE", "", "").last(all, 2)).isEqualTo(all.subList(3, 5));
    assertThat(search("TUNABLE", "beat", "").last(all, 9)).containsExactly(all.get(2));
    assertThat(search("", "", "INIT").last(all, 9)).containsExactly(all.get(1));
    assertThat(search("", "", "a test").last(all, 9)).isEqualTo(all);
    assertThat(search("MODULE", "beat", "").last(all, 9)).isEmpty();
  }
}
