package dlkm.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dlkm.host.Host;
import dlkm.host.Layout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BootFilesTest {

  /** Has the scripts in {@code sh}. */
  private static final Path HOME = Path.of("src/main");

  @TempDir private Path root;
  private Host host;

  @BeforeEach
  void aMachineWithHooksOfKernelPackages() throws IOException {
    Files.createDirectories(root.resolve("etc/kernel"));
    host = new Host(root, HOME);
  }

  @Test
  void aHookIsWrittenWhereTheSystemHasThatMechanism() throws IOException {
    new BootFiles(host).install();
    assertThat(root.resolve("etc/kernel/postinst.d/dlkm"))
        .isExecutable()
        .content()
        .contains(host.home().toString())
        .doesNotContain("@HOME@");
    assertThat(root.resolve("etc/initramfs-tools")).doesNotExist();
  }

  @Test
  void nothingIsWrittenWhereAPackageOwnsTheHooks() throws IOException {
    Files.createDirectories(root.resolve(Layout.PACKAGED.substring(1)).getParent());
    Files.writeString(root.resolve(Layout.PACKAGED.substring(1)), "");
    new BootFiles(host).install();
    assertThat(root.resolve("etc/kernel/postinst.d")).doesNotExist();
  }
}
