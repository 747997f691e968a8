package dlkm.modtree;

import static dlkm.modtree.ThreeModules.made;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is known of a tree from the last time, and when it no longer counts. */
class IndexCacheTest {

  @TempDir private Path root;

  private DepmodTree tree;

  @BeforeEach
  void threeModules() throws IOException {
    tree = ThreeModules.in(root);
  }

  @Test
  void nothingIsWrittenWhereNothingChanged() throws IOException {
    tree.check();
    FileStamp before = FileStamp.of(tree.directory().resolve("modules.dep"));
    assertThat(tree.index()).isTrue();
    assertThat(FileStamp.of(tree.directory().resolve("modules.dep"))).isEqualTo(before);
  }

  @Test
  void whatOthersDidToTheIndexIsPutRight() throws IOException {
    tree.check();
    Files.writeString(tree.directory().resolve("modules.alias.bin"), "damaged");
    Files.delete(tree.directory().resolve("modules.softdep"));
    Files.writeString(tree.directory().resolve("modules.dep"), "");
    tree.check();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 10, 16, 40, 200, 700})
  void aTornMemoryIsNone(int cut) throws IOException {
    tree.check();
    Path memory = root.resolve("var/cache/dlkm/index/" + DepmodTree.RELEASE);
    byte[] content = Files.readAllBytes(memory);
    Files.write(memory, Arrays.copyOf(content, cut));
    tree.check();
    content[content.length - 5] ^= 1;
    Files.write(memory, content);
    tree.check();
  }

  /**
   * No crash leaves such a one, since its sum is right.
   *
   * @param list names of symbols, their ends, their hashes, exports, their ends, or needs
   * @param word 0 for the list's length, 1 for its first number
   */
  @ParameterizedTest
  @CsvSource({"0, 0, -1", "0, 0, 99999", "1, 1, -1", "2, 0, 0", "3, 1, 99999", "5, 1, -1"})
  void aMemoryWhoseListsDontBelongTogetherIsNone(int list, int word, int value) throws IOException {
    Path memory = root.resolve("var/cache/dlkm/index/" + DepmodTree.RELEASE);
    age();
    tree.check();
    Files.write(memory, changed(Files.readAllBytes(memory), list, word, value));
    tree.put("kernel/mid.ko", made(List.of("mid_go", "mid_stop"), List.of("base_put")));
    tree.check();
    assertThat(tree.problems()).isEmpty();
    assertThat(tree.files().get("modules.symbols").toString()).contains("mid_stop");
  }

  /** Files that have just been written are read again, whatever is known of them. */
  private void age() throws IOException {
    try (Stream<Path> files = Files.walk(tree.directory())) {
      for (Path file : files.toList()) {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));
      }
    }
  }

  private static byte[] changed(byte[] memory, int list, int word, int value) {
    ByteBuffer content = ByteBuffer.wrap(memory);
    int at = CacheFile.HEAD + 4;
    for (int i = 0; i < list; i++) {
      at += 4 + content.getInt(at) * (i == 0 ? 1 : 4);
    }
    content.putInt(at + 4 * word, value);
    CRC32 sum = new CRC32();
    sum.update(memory, CacheFile.HEAD, memory.length - CacheFile.HEAD);
    content.putLong(8, sum.getValue());
    return memory;
  }

  /** A command that ended between two renames, in either order. */
  @ParameterizedTest
  @ValueSource(strings = {"", ".bin"})
  void aTextAndItsBinaryFileThatDontBelongTogether(String end) throws IOException {
    tree.put("extra/c.ko", MadeModule.of(List.of("c"), List.of(), List.of("alias=x")));
    tree.put("extra/user.ko", made(List.of(), List.of("c", "mid_go")));
    tree.check();
    Path memory = root.resolve("var/cache/dlkm/index/" + DepmodTree.RELEASE);
    Path kept = Files.createDirectories(root.resolve("kept"));
    Files.createLink(kept.resolve("memory"), memory);
    List<String> names = List.of("modules.alias", "modules.dep", "modules.symbols");
    for (String name : names) {
      Files.createLink(kept.resolve(name), tree.directory().resolve(name + end));
    }

    tree.put("extra/c.ko", MadeModule.of(List.of("d"), List.of("mid_go"), List.of("alias=y")));
    tree.check();
    for (String name : names) {
      Files.delete(tree.directory().resolve(name + end));
      Files.move(kept.resolve(name), tree.directory().resolve(name + end));
    }
    Files.delete(memory);
    Files.move(kept.resolve("memory"), memory);
    tree.check();
  }
}
