package dlkm.modtree;

import static org.assertj.core.api.Assertions.assertThat;

import dlkm.TestKernel;
import dlkm.host.Child;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The index of the kernels that are installed here beside that of {@code depmod}. */
class RealKernelIndexTest {

  private static final List<String> LISTS =
      List.of("modules.order", "modules.builtin", "modules.builtin.modinfo");

  @TempDir private Path root;

  private static List<Path> kernels() throws IOException {
    try (Stream<Path> all = Files.list(Path.of("/lib/modules"))) {
      List<Path> kernels =
          all.filter(directory -> Files.isDirectory(directory.resolve("kernel")))
              .filter(directory -> Files.exists(directory.resolve("modules.order")))
              .toList();
      assertThat(kernels).as("at least the one that ./check installs").isNotEmpty();
      return kernels;
    }
  }

  private DepmodTree tree(Path kernel) throws IOException {
    DepmodTree tree = new DepmodTree(root, kernel.getFileName().toString());
    for (String list : LISTS) {
      if (Files.exists(kernel.resolve(list))) {
        Files.copy(kernel.resolve(list), tree.directory().resolve(list));
      }
    }
    return tree;
  }

  @Test
  void theirIndexIsThatOfDepmodAlsoWithOneModuleMore() throws IOException {
    for (Path kernel : kernels()) {
      DepmodTree tree = tree(kernel);
      TestKernel.copy(kernel.resolve("kernel"), tree.directory().resolve("kernel"));
      tree.check();
      assertThat(tree.problems()).isEmpty();

      MadeModule one =
          MadeModule.of(List.of("one"), List.of("video_device_alloc"), List.of("alias=one"));
      tree.put("updates/one.ko", one);
      tree.check();
      assertThat(tree.files().get("modules.dep").toString()).contains("\nupdates/one.ko: kernel/");
      Files.delete(tree.directory().resolve("updates/one.ko"));
      tree.check();
    }
  }

  /** A part of them, so that packing doesn't take a minute. */
  @Test
  void packedInAnyWay() throws IOException {
    Path kernel = TestKernel.modules();
    Path crypto = kernel.resolve("kernel/crypto");
    DepmodTree tree = tree(kernel);
    Path copy = tree.directory().resolve("kernel/crypto");
    Path plain = root.resolve("plain");
    run("mkdir", "-p", copy.toString());
    run("cp", "-R", crypto + "/.", copy.toString());
    run("sh", "-c", "find \"$0\" -name '*.ko.xz' | xargs -r xz -d", copy.toString());
    run("sh", "-c", "find \"$0\" -name '*.ko.zst' | xargs -r zstd -q -d --rm", copy.toString());
    run("cp", "-R", copy.toString(), plain.toString());
    tree.check();
    for (String packing : List.of("xz --check=crc32 --lzma2=dict=1MiB", "zstd -q --rm")) {
      run("sh", "-c", "find \"$0\" -name '*.ko' | xargs " + packing, copy.toString());
      tree.check();
      assertThat(tree.problems()).isEmpty();
      run("sh", "-c", "rm -r \"$0\" && cp -R \"$1\" \"$0\"", copy.toString(), plain.toString());
    }
  }

  private static void run(String... command) {
    Child child = Child.run(List.of(command));
    assertThat(child.status()).as(child.output()).isZero();
  }
}
