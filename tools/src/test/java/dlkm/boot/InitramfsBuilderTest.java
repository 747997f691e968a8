package dlkm.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dlkm.host.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InitramfsBuilderTest {

  @TempDir private Path root;

  private void program(String path) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private Optional<InitramfsBuilder> found() {
    return InitramfsBuilder.of(new Host(root, root));
  }

  @Test
  void noneThatWeKnow() {
    assertThat(found()).isEmpty();
  }

  @Test
  void initramfsTools() throws IOException {
    program("usr/sbin/mkinitramfs");
    program("usr/sbin/update-initramfs");
    assertThat(found()).contains(InitramfsBuilder.INITRAMFS_TOOLS);
    program("usr/bin/dracut");
    assertThat(found()).contains(InitramfsBuilder.INITRAMFS_TOOLS);
  }

  @Test
  void dracutAndWhatIsLeftOfInitramfsTools() throws IOException {
    program("usr/bin/dracut");
    assertThat(found()).contains(InitramfsBuilder.DRACUT);
    program("usr/sbin/mkinitramfs");
    assertThat(found()).contains(InitramfsBuilder.DRACUT);
  }

  @Test
  void whatTheyAreCalledWith() {
    assertThat(InitramfsBuilder.DRACUT.command("/boot/new", "6.1"))
        .containsExactly("dracut", "--quiet", "--force", "/boot/new", "6.1");
  }
}
