package dlkm.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a build leaves is data of root's (spec §4.4.1). */
class BuildAreaOwnershipTest {

  private static final BuildAreaOwnership HANDOVER =
      new BuildAreaOwnership(Optional.of(new BuildUser(65_531, 65_531)));

  private final List<String> said = new ArrayList<>();

  @TempDir private Path directory;

  private Path tree;

  @BeforeEach
  void tree() throws IOException {
    assumeTrue(OwnRights.read().canBecome(new BuildUser(65_531, 65_531)), "needs root");
    tree = Files.createDirectories(directory.resolve("tree/sub")).getParent();
    Files.writeString(tree.resolve("sub/one.ko"), "image");
    Files.writeString(tree.resolve("two.c"), "text");
  }

  private static int owner(Path path) throws IOException {
    return (int) Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
  }

  private void take() throws IOException {
    HANDOVER.take("mine", tree, said::add);
  }

  @Test
  void aGivenTreeIsTheBuildUsersAndATakenOneRootsAgain() throws IOException {
    HANDOVER.give(tree);
    for (String path : List.of("", "sub", "sub/one.ko", "two.c")) {
      assertThat(owner(tree.resolve(path))).as(path).isEqualTo(65_531);
    }
    take();
    for (String path : List.of("", "sub", "sub/one.ko", "two.c")) {
      assertThat(owner(tree.resolve(path))).as(path).isZero();
    }
    assertThat(tree.resolve("sub/one.ko")).hasContent("image");
    assertThat(said).isEmpty();
  }

  @Test
  void aModuleIsAnotherFileAfterwards() throws IOException {
    Object before = Files.getAttribute(tree.resolve("sub/one.ko"), "unix:ino");
    HANDOVER.give(tree);
    take();
    assertThat(Files.getAttribute(tree.resolve("sub/one.ko"), "unix:ino")).isNotEqualTo(before);
  }

  @Test
  void nobodyElseCanWriteToIt() throws IOException {
    Files.setPosixFilePermissions(
        tree.resolve("two.c"), PosixFilePermissions.fromString("rwxrwxrwx"));
    Files.setAttribute(tree.resolve("sub"), "unix:mode", 0777);
    take();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(tree.resolve("two.c"))))
        .isEqualTo("rwxr-xr-x");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(tree.resolve("sub"))))
        .isEqualTo("rwxr-xr-x");
  }

  @Test
  void aLinkInTheModulesPlaceIsDeletedAndTold() throws IOException {
    Files.createSymbolicLink(tree.resolve("two.ko"), Path.of("sub/one.ko"));
    take();
    assertThat(Files.isSymbolicLink(tree.resolve("two.ko"))).isFalse();
    assertThat(said)
        .containsExactly(
            "mine: its build left two.ko, a link in the place of a module: it was deleted");
  }

  @Test
  void aLinkThatLeadsOutIsDeletedAndTold() throws IOException {
    Path outside = Files.writeString(directory.resolve("outside"), "text");
    Files.createSymbolicLink(tree.resolve("sub/out"), outside);
    Files.createSymbolicLink(tree.resolve("up"), Path.of(".."));
    Files.createSymbolicLink(tree.resolve("in"), Path.of("sub/one.ko"));
    take();
    assertThat(tree.resolve("sub/out")).doesNotExist();
    assertThat(Files.isSymbolicLink(tree.resolve("up"))).isFalse();
    assertThat(tree.resolve("in")).hasContent("image");
    assertThat(outside).hasContent("text");
    assertThat(said)
        .containsExactlyInAnyOrder(
            "mine: its build left sub/out, a link that doesn't stay in its directory: it was"
                + " deleted",
            "mine: its build left up, a link that doesn't stay in its directory: it was deleted");
  }

  @Test
  void whatTheBuildUserMakesInASharedDirectoryIsTakenAndHisDirectoriesGo() throws IOException {
    HANDOVER.share(tree);
    Path his = Files.createDirectory(tree.resolve("his"));
    Path symvers = Files.writeString(tree.resolve("Module.symvers"), "");
    Files.setAttribute(his, "unix:uid", 65_531);
    Files.setAttribute(symvers, "unix:uid", 65_531);
    HANDOVER.unshare(tree, said::add);
    assertThat(his).doesNotExist();
    assertThat(owner(symvers)).isZero();
    assertThat(tree.resolve("sub/one.ko")).exists();
    assertThat(Files.getAttribute(tree, "unix:mode")).isEqualTo(040755);
  }
}
