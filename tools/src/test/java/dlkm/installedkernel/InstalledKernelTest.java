package dlkm.installedkernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dlkm.host.Host;
import dlkm.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which kernels are installed, and in which order their modules are loaded. */
class InstalledKernelTest {

  @TempDir Path directory;

  @Test
  void modulesComeAfterWhatTheyNeed() throws Exception {
    Files.writeString(
        directory.resolve("modules.dep"),
        """
        kernel/fs/9p/9p.ko: kernel/net/9p/9pnet.ko kernel/fs/netfs/netfs.ko
        kernel/net/9p/9pnet_virtio.ko: kernel/net/9p/9pnet.ko kernel/virtio/virtio.ko
        kernel/net/9p/9pnet.ko:
        """);
    Files.writeString(directory.resolve("modules.builtin"), "kernel/fs/overlayfs/over-lay.ko\n");
    ModuleFiles files =
        ModuleFiles.read(directory, Set.of("9pnet_virtio", "over_lay", "9p", "nfs"));
    assertThat(files.inOrder(List.of("9pnet_virtio", "over_lay", "9p")))
        .extracting(path -> path.getFileName().toString())
        .containsExactly("virtio.ko", "9pnet.ko", "9pnet_virtio.ko", "netfs.ko", "9p.ko");
    assertThatThrownBy(() -> files.inOrder(List.of("nfs")))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("no module nfs");
  }

  @Test
  void theNewestKernelIsTheOneWithTheHighestNumbers() throws Exception {
    Host host = new Host(directory, directory);
    assertThatThrownBy(() -> InstalledKernel.findComplete(host, Optional.empty()))
        .hasMessageContaining("linux-image-amd64");
    for (String release : List.of("6.1.0-9-amd64", "6.1.0-56-amd64", "5.10.0-56-amd64")) {
      install(release);
    }
    Files.createDirectories(directory.resolve("lib/modules/7.0.0-removed"));
    assertThat(InstalledKernel.findComplete(host, Optional.empty()).release())
        .isEqualTo("6.1.0-56-amd64");
    assertThat(InstalledKernel.findComplete(host, Optional.of("6.1.0-9-amd64")).image())
        .isEqualTo(directory.resolve("boot/vmlinuz-6.1.0-9-amd64"));
    assertThatThrownBy(() -> InstalledKernel.findComplete(host, Optional.of("7.0.0-removed")))
        .hasMessage(
            "7.0.0-removed: no such kernel is installed: name one of 5.10.0-56-amd64,"
                + " 6.1.0-9-amd64, 6.1.0-56-amd64 with -K");
  }

  @Test
  void headersOfAnotherKernelAreNone() throws IOException {
    Path headers = directory.resolve("lib/modules/6.1.0-9-amd64/build");
    Path says = headers.resolve("include/generated/utsrelease.h");
    Files.createDirectories(says.getParent());
    Files.createFile(headers.resolve("Makefile"));
    Files.createFile(headers.resolve("Module.symvers"));
    InstalledKernel kernel = new InstalledKernel(new Host(directory, directory), "6.1.0-9-amd64");

    Files.writeString(says, "#define UTS_RELEASE \"6.1.0-9-amd64\"\n");
    assertThat(kernel.headers()).isEqualTo(headers);
    Files.writeString(says, "#define UTS_RELEASE \"6.1.0-56-amd64\"\n");
    assertThatThrownBy(kernel::headers)
        .hasMessage(
            headers
                + ": has the headers of kernel 6.1.0-56-amd64:"
                + " install linux-headers-6.1.0-9-amd64");
  }

  private void install(String release) throws IOException {
    Path modules = Files.createDirectories(directory.resolve("lib/modules/" + release));
    Files.createFile(modules.resolve("modules.dep"));
    Path boot = Files.createDirectories(directory.resolve("boot"));
    Files.createFile(boot.resolve("vmlinuz-" + release));
  }
}
