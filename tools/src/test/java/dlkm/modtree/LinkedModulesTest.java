package dlkm.modtree;

import static dlkm.modtree.ThreeModules.made;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Links in a tree of modules, beside the real {@code depmod}. */
class LinkedModulesTest {

  @TempDir private Path root;

  private DepmodTree tree;

  @BeforeEach
  void threeModules() throws IOException {
    tree = ThreeModules.in(root);
  }

  @Test
  void linksAreFollowedAndBrokenOnesTold() throws IOException {
    Path elsewhere = Files.createDirectories(root.resolve("elsewhere/deep"));
    Files.write(elsewhere.resolve("far.ko"), made(List.of("far"), List.of()).bytes());
    Files.createDirectories(tree.directory().resolve("updates"));
    Files.createSymbolicLink(
        tree.directory().resolve("updates/dlkm"),
        tree.directory().resolve("updates").relativize(elsewhere));
    Files.createSymbolicLink(
        tree.directory().resolve("kernel/near.ko"),
        tree.directory().resolve("kernel").relativize(elsewhere.resolve("far.ko")));
    tree.check();
    assertThat(tree.problems()).isEmpty();

    Files.createSymbolicLink(tree.directory().resolve("kernel/gone.ko"), Path.of("nowhere"));
    Files.createSymbolicLink(tree.directory().resolve("build"), Path.of("nowhere"));
    tree.check();
    assertThat(tree.problems()).singleElement().asString().contains("gone.ko: is a link that");

    Files.delete(tree.directory().resolve("updates/dlkm"));
    tree.check();
  }

  @Test
  void anAbsoluteLinkLeadsToAPlaceBelowTheRoot() throws IOException {
    Path elsewhere = Files.createDirectories(root.resolve("elsewhere"));
    Files.write(elsewhere.resolve("far.ko"), made(List.of("far"), List.of()).bytes());
    Files.createSymbolicLink(
        tree.directory().resolve("kernel/near.ko"), Path.of("/elsewhere/far.ko"));
    Files.createSymbolicLink(tree.directory().resolve("kernel/all"), Path.of("/elsewhere"));
    for (int again = 0; again < 2; again++) {
      tree.index();
      assertThat(tree.problems()).isEmpty();
      assertThat(tree.files().get("modules.dep").toString())
          .contains("kernel/near.ko:\n", "kernel/all/far.ko:\n");
    }
  }

  @Test
  void aLinkUpwardsIsNoEndlessWay() throws IOException {
    Files.createSymbolicLink(tree.directory().resolve("kernel/lib/up"), Path.of(".."));
    assertThat(tree.index()).isTrue();
    assertThat(tree.problems()).singleElement().asString().contains("directory above it");
  }
}
