package dlkm.kbuild;

import static org.assertj.core.api.Assertions.assertThat;

import dlkm.plan.InstalledModules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images that were built before: found while what they were made from is the same. */
class BuildCacheTest {

  private static final String EXPORTS = "0x1\tpulse_read\tpulse\tEXPORT_SYMBOL\t\n";

  @TempDir private Path root;
  private Path header;
  private Path image;
  private BuildTree tree;

  @BeforeEach
  void aBuild() throws IOException {
    InstalledModules machine = new InstalledModules(root);
    machine.install("pulse");
    tree = new BuildTree(machine.plans("pulse").getFirst(), root.resolve("work/pulse"), true);
    header = Files.writeString(root.resolve("module.h"), "#define A 1\n");
    image = Files.writeString(root.resolve("pulse.ko"), "x".repeat(1000));
  }

  private BuildCache cache(long limit) {
    return new BuildCache(root.resolve("cache"), limit);
  }

  private void store(BuildCache cache, String key) throws IOException {
    BuiltModule built = new BuiltModule(tree.plan(), image, EXPORTS, true, false);
    cache.store(key, built, new InputSums(), List.of(header));
  }

  private List<String> entries() throws IOException {
    try (var files = Files.list(root.resolve("cache"))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void whatWasStoredIsFoundWithItsExports() throws IOException {
    BuildCache cache = cache(1 << 20);
    store(cache, key(1));

    BuiltModule found = cache.find(tree, key(1)).orElseThrow();

    assertThat(found.image()).hasSameBinaryContentAs(image);
    assertThat(found.symvers()).isEqualTo(EXPORTS);
    assertThat(found.reused()).isTrue();
    assertThat(cache.find(tree, key(2))).isEmpty();
  }

  @Test
  void aHeaderThatChangedOrWentIsNoLongerTheSame() throws IOException {
    BuildCache cache = cache(1 << 20);
    store(cache, key(1));

    Files.writeString(header, "#define A 2\n");
    assertThat(cache.find(tree, key(1))).isEmpty();
    Files.writeString(header, "#define A 1\n");
    assertThat(cache.find(tree, key(1))).isPresent();
    Files.delete(header);
    assertThat(cache.find(tree, key(1))).isEmpty();
  }

  @Test
  void aDamagedEntryIsNoEntry() throws IOException {
    BuildCache cache = cache(1 << 20);
    store(cache, key(1));
    Files.writeString(root.resolve("cache/" + key(1) + "/manifest"), "nonsense\n");
    assertThat(cache.find(tree, key(1))).isEmpty();

    store(cache, key(1));
    Files.delete(root.resolve("cache/" + key(1) + "/symvers"));
    assertThat(cache.find(tree, key(1))).isEmpty();
  }

  @Test
  void theEntriesUsedLongestAgoGoFirst() throws IOException {
    BuildCache cache = cache(3 * 1300);
    for (int i = 1; i <= 5; i++) {
      store(cache, key(i));
      age(key(i), 100 - i);
    }
    assertThat(cache.find(tree, key(1))).as("which makes it the one used last").isPresent();

    cache.trim();

    assertThat(entries()).containsExactly(key(1), key(4), key(5));
    cache.trim();
    assertThat(entries()).containsExactly(key(1), key(4), key(5));
  }

  /** A name as entries have it. */
  private static String key(int number) {
    return String.valueOf(number).repeat(64);
  }

  private void age(String key, int hours) throws IOException {
    Files.setLastModifiedTime(
        root.resolve("cache").resolve(key),
        FileTime.fromMillis(System.currentTimeMillis() - hours * 3_600_000L));
  }

  @Test
  void emptiedNothingIsLeft() throws IOException {
    BuildCache cache = cache(1 << 20);
    store(cache, key(1));
    Files.createDirectories(root.resolve("cache/.dlkm-aside." + key(2) + ".1"));

    cache.empty();
    cache.empty();

    assertThat(entries()).isEmpty();
    new BuildCache(root.resolve("none"), 1).empty();
  }

  @Test
  void whatIsNotOursStays() throws IOException {
    BuildCache cache = cache(0);
    store(cache, key(1));
    Files.writeString(root.resolve("cache/thesis"), "years of work");
    Files.createDirectories(root.resolve("cache/photos/" + key(3)));
    Files.writeString(root.resolve("cache/" + key(4)), "a file");

    cache.trim();
    cache.empty();

    assertThat(entries()).containsExactlyInAnyOrder("thesis", "photos", key(4));
  }

  @Test
  void aCacheThatCannotBeWrittenIsNoError() throws IOException {
    Path file = Files.writeString(root.resolve("file"), "");
    BuildCache cache = new BuildCache(file.resolve("cache"), 1);

    store(cache, key(1));

    assertThat(cache.find(tree, key(1))).isEqualTo(Optional.empty());
    cache.trim();
  }

  @Test
  void theKeyIsOfContentAndEachTextStandsForItself() {
    assertThat(BuildInputs.key("c", List.of("ab", "")))
        .isNotEqualTo(BuildInputs.key("c", List.of("a", "b")));
    assertThat(BuildInputs.key("c", List.of())).isEqualTo(BuildInputs.key("c", List.of()));
  }
}
