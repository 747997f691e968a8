package dlkm.kbuild;

import static org.assertj.core.api.Assertions.assertThat;

import dlkm.installedkernel.InstalledKernel;
import dlkm.plan.InstalledModules;
import dlkm.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
    tree =
        new BuildTree(List.of(machine.plans("pulse").getFirst()), root.resolve("work/pulse"), true);
    Files.createDirectories(tree.directory());
    header = Files.writeString(root.resolve("module.h"), "#define A 1\n");
    image = Files.writeString(root.resolve("pulse.ko"), "x".repeat(1000));
  }

  private BuildCache cache(long limit) {
    return new BuildCache(root.resolve("cache"), limit);
  }

  private void store(BuildCache cache, String key) throws IOException {
    BuiltModule built = new BuiltModule(tree.plan(), image, EXPORTS, true, false);
    cache.store(key, built, sums(cache), new Inputs(Set.of(header), Set.of(absent())));
  }

  /** Of a command that begins now, when all files have been there for a while. */
  private static InputSums sums(BuildCache cache) {
    return cache.sums(Instant.now().plusSeconds(1));
  }

  private Optional<BuiltModule> find(BuildCache cache, String key) {
    return cache.find(tree, tree.plan(), key, sums(cache));
  }

  private Path absent() {
    return root.resolve("earlier/module.h");
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

    BuiltModule found = find(cache, key(1)).orElseThrow();

    assertThat(found.image()).hasSameBinaryContentAs(image);
    assertThat(found.symvers()).isEqualTo(EXPORTS);
    assertThat(found.reused()).isTrue();
    assertThat(find(cache, key(2))).isEmpty();
  }

  @Test
  void aHeaderThatChangedOrWentIsNoLongerTheSame() throws IOException {
    BuildCache cache = cache(1 << 20);
    store(cache, key(1));

    Files.writeString(header, "#define A 2\n");
    assertThat(find(cache, key(1))).isEmpty();
    Files.writeString(header, "#define A 1\n");
    assertThat(find(cache, key(1))).isPresent();
    Files.delete(header);
    assertThat(find(cache, key(1))).isEmpty();
  }

  @Test
  void aDamagedEntryIsNoEntry() throws IOException {
    BuildCache cache = cache(1 << 20);
    store(cache, key(1));
    Path entry = root.resolve("cache/" + name(1));
    byte[] intact = Files.readAllBytes(entry);
    for (int i = 0; i < intact.length; i += 7) {
      byte[] damaged = intact.clone();
      damaged[i] ^= 1;
      Files.write(entry, damaged);
      assertThat(find(cache, key(1))).as("byte %d", i).isEmpty();
      Files.write(entry, java.util.Arrays.copyOf(intact, i));
      assertThat(find(cache, key(1))).as("%d bytes", i).isEmpty();
    }
  }

  @Test
  void theEntriesUsedLongestAgoGoFirst() throws IOException {
    BuildCache cache = cache(3 * 1500);
    for (int i = 1; i <= 5; i++) {
      store(cache, key(i));
      age(key(i), 100 - i);
    }
    assertThat(find(cache, key(1))).as("which makes it the one used last").isPresent();

    cache.tidy(sums(cache));

    assertThat(entries()).containsExactly(name(1), name(4), name(5));
    cache.tidy(sums(cache));
    assertThat(entries()).containsExactly(name(1), name(4), name(5));
  }

  /** A name as entries have it. */
  private static String key(int number) {
    return String.valueOf(number).repeat(64);
  }

  private static String name(int number) {
    return key(number) + ".image";
  }

  private void age(String key, int hours) throws IOException {
    Files.setLastModifiedTime(
        root.resolve("cache").resolve(key + ".image"),
        FileTime.fromMillis(System.currentTimeMillis() - hours * 3_600_000L));
  }

  @Test
  void emptiedNothingIsLeft() throws IOException {
    BuildCache cache = cache(1 << 20);
    store(cache, key(1));
    Files.writeString(root.resolve("cache/.dlkm-aside." + name(2) + ".1"), "");
    Files.writeString(root.resolve("cache/.dlkm-aside.sums.27"), "");

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
    Files.createDirectories(root.resolve("cache/photos/" + name(3)));
    Files.createDirectories(root.resolve("cache/" + name(4)));
    Files.writeString(root.resolve("cache/.dlkm-aside.thesis.1"), "");

    cache.tidy(sums(cache));
    cache.empty();

    assertThat(entries())
        .containsExactlyInAnyOrder("thesis", "photos", name(4), ".dlkm-aside.thesis.1");
  }

  @Test
  void aCacheThatCannotBeWrittenIsNoError() throws IOException {
    Path file = Files.writeString(root.resolve("file"), "");
    BuildCache cache = new BuildCache(file.resolve("cache"), 1);

    store(cache, key(1));

    assertThat(find(cache, key(1))).isEqualTo(Optional.empty());
    cache.tidy(sums(cache));
  }

  @Test
  void theKeyIsOfContentAndEachTextStandsForItself() {
    assertThat(BuildKey.key("c", "pulse", List.of("ab", "")))
        .isNotEqualTo(BuildKey.key("c", "pulse", List.of("a", "b")));
    assertThat(BuildKey.key("c", "pulse", List.of()))
        .isEqualTo(BuildKey.key("c", "pulse", List.of()));
  }

  @Test
  void theKeyKnowsWhichCompilerIsTaken() throws IOException {
    InstalledKernel kernel = tree.plan().kernel();
    Path headers = root.resolve("lib/modules/" + kernel.release() + "/build");
    Files.createDirectories(headers.resolve("include/config"));
    Files.writeString(headers.resolve("Makefile"), "");
    Files.writeString(headers.resolve("Module.symvers"), EXPORTS);
    Sandbox sandbox = Sandbox.readOnly(kernel.host(), List.of());
    String gcc = BuildKey.content(tree, kernel, sandbox);

    Files.writeString(
        headers.resolve("include/config/auto.conf"),
        "CONFIG_CC_IS_CLANG=y\nCONFIG_CLANG_VERSION=990000\n");

    assertThat(BuildKey.content(tree, kernel, sandbox)).isNotEqualTo(gcc);
  }
}
