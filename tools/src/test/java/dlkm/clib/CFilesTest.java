package dlkm.clib;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files by C's own calls, and how they are refused. */
class CFilesTest {

  /** asm-generic/errno-base.h. */
  private static final int ENOENT = 2;

  private static final int EISDIR = 21;
  private static final int ENOSPC = 28;

  @TempDir private Path scratch;

  @Test
  void aFileOfTheSizeThatWasToldIsRead() throws IOException {
    Path file = Files.writeString(scratch.resolve("ä file"), "three words here");
    try (CFiles files = new CFiles();
        NativeBuffer into = new NativeBuffer(100)) {
      assertThat(files.read(file.toString(), into, 16)).isTrue();
      byte[] read = new byte[16];
      into.bytes().get(0, read);
      assertThat(read).asString().isEqualTo("three words here");
    }
  }

  @Test
  void aFileOfAnotherSizeIsLeftToOthers() throws IOException {
    Path file = Files.writeString(scratch.resolve("file"), "three words here");
    try (CFiles files = new CFiles();
        NativeBuffer into = new NativeBuffer(100)) {
      assertThat(files.read(file.toString(), into, 15)).as("it has grown").isFalse();
      assertThat(files.read(file.toString(), into, 17)).as("it has shrunk").isFalse();
      assertThat(files.read(file + "x", into, 16)).as("it is gone").isFalse();
      assertThat(files.read("/" + "x".repeat(5000), into, 16)).as("no such name").isFalse();
    }
  }

  @Test
  void aWordIsWrittenOverTheBeginning() throws IOException {
    Path file = Files.writeString(scratch.resolve("file"), "old");
    try (CFiles files = new CFiles()) {
      assertThat(files.write(file.toString(), "N")).isZero();
    }
    assertThat(file).hasContent("Nld");
  }

  @Test
  void aRefusalIsTheNegativeErrorNumber() {
    try (CFiles files = new CFiles()) {
      assertThat(files.write(scratch.resolve("none").toString(), "1")).isEqualTo(-ENOENT);
      assertThat(files.write(scratch.toString(), "1")).isEqualTo(-EISDIR);
      assertThat(files.write("/dev/full", "1")).isEqualTo(-ENOSPC);
    }
  }
}
