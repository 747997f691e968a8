package dlkm.modtree;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.AbstractList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are written, and by what they are known again. */
class WrittenFilesTest {

  @TempDir private Path directory;

  private final Map<String, FileStamp> stamps = new HashMap<>();

  @Test
  void theStampIsTheOneThatTheFileHasInItsPlace() throws IOException {
    write(List.of("one", "two", "three"));
    assertThat(stamps).containsOnlyKeys("one", "two");
    stamps.forEach((name, stamp) -> assertThat(stamp).isEqualTo(stamp(name)));
    assertThat(directory).isDirectoryNotContaining("glob:**dlkm-aside*");
  }

  @Test
  void whatReplacesAFileAsSoonAsItIsThereIsAnotherOne() throws IOException {
    write(replacing("one", "two"));
    assertThat(directory.resolve("one")).hasContent("other");
    assertThat(stamps.get("one")).isNotEqualTo(stamp("one"));
    assertThat(stamps.get("two")).isEqualTo(stamp("two"));
  }

  @Test
  void whatCannotBeWrittenIsToldAndNothingStays() throws IOException {
    String tooLong = "x".repeat(250);
    assertThatThrownBy(() -> write(List.of("one", tooLong), "one", tooLong))
        .isInstanceOf(FileSystemException.class);
    assertThat(directory).isDirectoryNotContaining("glob:**one");
  }

  private void write(List<String> order) throws IOException {
    write(order, "one", "two");
  }

  private void write(List<String> order, String first, String second) throws IOException {
    try (WrittenFiles files = new WrittenFiles(directory)) {
      files.begin(first, ByteBuffer.wrap("first".getBytes(UTF_8)));
      files.begin(second, ByteBuffer.wrap("second".getBytes(UTF_8)));
      files.commit(order, stamps);
    }
  }

  /** An order in which the first is replaced, by a file as large, before the next has its turn. */
  private List<String> replacing(String first, String second) {
    return new AbstractList<>() {
      @Override
      public String get(int place) {
        if (place == 0) {
          return first;
        }
        replace(directory.resolve(first));
        return second;
      }

      @Override
      public int size() {
        return 2;
      }
    };
  }

  private void replace(Path file) {
    try {
      Path other = Files.writeString(directory.resolve("other"), "other");
      Files.setLastModifiedTime(other, Files.getLastModifiedTime(file));
      Files.move(other, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private FileStamp stamp(String name) {
    return FileStamp.of(directory.resolve(name));
  }
}
