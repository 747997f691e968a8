package dlkm.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files and links that change at once, and whole trees. */
class AtomicFilesTest {

  @TempDir private Path top;

  @Test
  void aFileIsReplacedByAnotherOne() throws IOException {
    Path file = top.resolve("a/b/file");
    AtomicFiles.write(file, "first");
    Path held = Files.createLink(top.resolve("held"), file);
    AtomicFiles.write(file, "second");

    assertThat(file).hasContent("second");
    assertThat(held).as("whoever has the old one open").hasContent("first");
    assertThat(AtomicFiles.aside(file)).doesNotExist();
  }

  @Test
  void aFileHasItsModeWhenItIsThere() throws IOException {
    AtomicFiles.write(top.resolve("file"), "text", "rwxr-x--x");

    assertThat(top.resolve("file")).hasContent("text");
    assertThat(Files.getPosixFilePermissions(top.resolve("file")))
        .isEqualTo(PosixFilePermissions.fromString("rwxr-x--x"));
  }

  @Test
  void aTreeDeeperThanFilesCanBeOpenIsDeleted() throws IOException, InterruptedException {
    String deep =
        "p=$(printf 'd/%.0s' $(seq 1000))"
            + "; for i in 1 2 3; do mkdir -p $p && cd -P $p || exit; done; touch file";
    Process made = new ProcessBuilder("sh", "-c", deep).directory(top.toFile()).start();
    assertThat(made.waitFor()).isZero();

    AtomicFiles.deleteTree(top.resolve("d"));
    assertThat(top).isEmptyDirectory();
  }

  @Test
  void whatAKilledCommandLeftAsideIsOverwritten() throws IOException {
    Path file = top.resolve("file");
    Files.writeString(AtomicFiles.aside(file), "a longer text than the next one");

    AtomicFiles.write(file, "short");

    assertThat(file).hasContent("short");
  }

  @Test
  void whoWritesWithoutTheLockLeavesAloneWhatOthersAreWriting() throws IOException {
    Path file = top.resolve("file");
    Path others = Files.writeString(AtomicFiles.aside(file), "half");
    AtomicFiles.writeUnlocked(file, new byte[] {'a'});
    assertThat(file).hasContent("a");
    assertThat(others).hasContent("half");

    IntStream.range(0, 200)
        .parallel()
        .forEach(i -> unchecked(() -> AtomicFiles.writeUnlocked(file, new byte[] {'b', 'c'})));
    assertThat(file).hasContent("bc");
    assertThat(top).isDirectoryNotContaining(path -> !path.equals(file) && !path.equals(others));
  }

  private static void unchecked(NewFiles.Writing writing) {
    try {
      writing.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void whatIsWrittenWithoutTheLockLeavesNothingBehindWhereItFails() throws IOException {
    Path file = Files.createDirectories(top.resolve("directory/full")).getParent();
    assertThatThrownBy(() -> AtomicFiles.writeUnlocked(file, new byte[] {'a'}))
        .isInstanceOfSatisfying(
            FileSystemException.class, e -> assertThat(e.getFile()).isEqualTo(file.toString()));
    assertThat(top).isDirectoryNotContaining(path -> !path.equals(file));
  }

  @Test
  void nothingIsWrittenIntoAFileThatIsThereAside() throws IOException {
    Path file = top.resolve("file");
    Path held = Files.writeString(top.resolve("held"), "somebody's");
    Files.createLink(AtomicFiles.aside(file), held);

    AtomicFiles.write(file, "secret");

    assertThat(file).hasContent("secret");
    assertThat(held).as("what somebody else keeps").hasContent("somebody's");
  }

  @Test
  void aFailureNamesTheFileAndNotItsNameAside() throws IOException {
    Path file = Files.createDirectories(top.resolve("directory/full")).getParent();
    assertThatThrownBy(() -> AtomicFiles.write(file, "text"))
        .isInstanceOfSatisfying(
            FileSystemException.class, e -> assertThat(e.getFile()).isEqualTo(file.toString()));
    assertThat(AtomicFiles.aside(file)).doesNotExist();
  }

  @Test
  void aLinkIsReplacedAndNotWhatItLeadsTo() throws IOException {
    Files.createDirectories(top.resolve("1"));
    Files.createDirectories(top.resolve("2"));
    Path link = top.resolve("current");
    AtomicFiles.link(link, Path.of("1"));
    AtomicFiles.link(link, Path.of("2"));
    AtomicFiles.link(link, Path.of("2"));

    assertThat(Files.readSymbolicLink(link)).isEqualTo(Path.of("2"));
    assertThat(top.resolve("1")).isEmptyDirectory();
    assertThat(top.resolve("2")).isEmptyDirectory();
  }

  @Test
  void aLinkThatCanNotBePutInPlaceLeavesNothingBehind() throws IOException {
    Path directory = Files.createDirectories(top.resolve("directory/full")).getParent();
    assertThatThrownBy(() -> AtomicFiles.link(directory, Path.of("1")))
        .isInstanceOf(FileSystemException.class);
    assertThat(top).isDirectoryNotContaining(path -> !path.equals(directory));
  }

  @Test
  void aTreeIsCopiedWithLinksAndTheModesOfOurFiles() throws IOException {
    Path from = Files.createDirectories(top.resolve("from/deep/er")).getParent().getParent();
    Path script = Files.writeString(from.resolve("deep/run"), "#!/bin/sh");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxrwx-w-"));
    Path text = Files.writeString(from.resolve("text"), "words");
    Files.setPosixFilePermissions(text, PosixFilePermissions.fromString("rw-rw-rw-"));
    Files.createSymbolicLink(from.resolve("link"), Path.of("deep/run"));
    Files.createSymbolicLink(from.resolve("dangling"), Path.of("nowhere"));

    AtomicFiles.copyTree(from, top.resolve("to"));
    AtomicFiles.syncTree(top.resolve("to"));

    Path to = top.resolve("to");
    assertThat(to.resolve("deep/er")).isEmptyDirectory();
    assertThat(Files.readSymbolicLink(to.resolve("link"))).isEqualTo(Path.of("deep/run"));
    assertThat(Files.readSymbolicLink(to.resolve("dangling"))).isEqualTo(Path.of("nowhere"));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(to.resolve("deep/run"))))
        .isEqualTo("rwxr-xr-x");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(to.resolve("text"))))
        .isEqualTo("rw-r--r--");
  }

  @Test
  void aTreeIsDeletedButNotWhatItsLinksLeadTo() throws IOException {
    Path kept = Files.writeString(top.resolve("kept"), "");
    Path tree = Files.createDirectories(top.resolve("tree/deep"));
    Files.createSymbolicLink(tree.resolve("link"), kept);
    Files.createSymbolicLink(tree.resolve("up"), top);

    AtomicFiles.deleteTree(top.resolve("tree"));
    AtomicFiles.deleteTree(top.resolve("tree"));

    assertThat(top.resolve("tree")).doesNotExist();
    assertThat(kept).exists();
  }

  @Test
  void whatStandsInTheWayOfAPreparedFileGoes() throws IOException {
    Path kept = Files.writeString(top.resolve("kept"), "kept");
    Path file = top.resolve("file");
    Files.createDirectories(AtomicFiles.aside(file).resolve("sub"));
    AtomicFiles.write(file, "one");
    Files.createSymbolicLink(AtomicFiles.aside(file), kept);
    AtomicFiles.write(file, "two");

    assertThat(file).hasContent("two").isRegularFile();
    assertThat(kept).hasContent("kept");
  }

  @Test
  void aMissingSourceIsSaid() {
    assertThatThrownBy(() -> AtomicFiles.copyTree(top.resolve("no"), top.resolve("to")))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void aFailedWriteNamesTheFileAsItWillBe() {
    assertThatThrownBy(() -> NewFiles.write(Path.of("/dev/full"), "text"))
        .isInstanceOf(FileSystemException.class)
        .hasMessageStartingWith("/dev/full: ");
    Path aside = AtomicFiles.aside(Path.of("/etc/part"));
    assertThat(AtomicFiles.named(aside, new IOException("full"))).hasMessage("/etc/part: full");
  }
}
