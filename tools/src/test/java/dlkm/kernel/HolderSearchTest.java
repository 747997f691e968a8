package dlkm.kernel;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dlkm.host.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who has a module, on a machine made of files; {@code /dev/null} is the module's device. */
class HolderSearchTest {

  @TempDir private Path root;

  private LoadedModule holder() throws IOException {
    Files.createDirectories(root.resolve("proc/4711/fd"));
    Files.createDirectories(root.resolve("proc/4712/fd"));
    Files.createSymbolicLink(root.resolve("proc/4711/fd/3"), Path.of("/dev/null"));
    Files.createSymbolicLink(root.resolve("proc/4712/fd/3"), Path.of("/dev/zero"));
    Files.writeString(root.resolve("proc/4711/comm"), "reader\n");
    Files.writeString(root.resolve("proc/modules"), "nulls 4096 2 user, Live 0x0\n");
    return LoadedModules.find(host(), "nulls").orElseThrow();
  }

  /** Before the directory goes: its deleter doesn't like links that lead out of it. */
  @AfterEach
  void removeTheOpenFiles() throws IOException {
    Files.delete(root.resolve("proc/4711/fd/3"));
    Files.delete(root.resolve("proc/4712/fd/3"));
  }

  private Host host() {
    return new Host(root, Path.of("."));
  }

  @Test
  void dependentsAndProcessesWithADeviceOpen() throws IOException {
    LoadedModule module = holder();
    Files.createDirectories(root.resolve("run/dlkm"));
    Files.writeString(root.resolve("run/dlkm/nulls.devices"), "c 1:3\n");

    assertThat(HolderSearch.of(host(), module))
        .containsExactly(
            new Holder.Dependent("user"), new Holder.User(4711, "reader", "/dev/null"));
  }

  @Test
  void aMajorUnderTheModulesNameIsEnough() throws IOException {
    LoadedModule module = holder();
    Files.writeString(root.resolve("proc/devices"), "Character devices:\n  1 nulls\n");

    assertThat(HolderSearch.of(host(), module))
        .contains(
            new Holder.User(4711, "reader", "/dev/null"), new Holder.User(4712, "?", "/dev/zero"));
    assertThat(Majors.of(host(), module).character()).hasValue(1);
  }

  @Test
  void aMountedFileSystem() throws IOException {
    LoadedModule module = holder();
    Files.createDirectories(root.resolve("run/dlkm"));
    Files.createDirectories(root.resolve("proc/self"));
    Files.writeString(root.resolve("run/dlkm/nulls.devices"), "b 254:*\n");
    Files.writeString(
        root.resolve("proc/self/mountinfo"),
        "22 1 254:1 / /data rw,relatime shared:1 - ext4 /dev/nulls1 rw\n");

    assertThat(HolderSearch.of(host(), module).getLast().words())
        .isEqualTo("/dev/nulls1 is mounted on /data");
  }

  @Test
  void nobody() throws IOException {
    LoadedModule module = holder();
    assertThat(HolderSearch.of(host(), module)).containsExactly(new Holder.Dependent("user"));
  }

  @Test
  void namesThatAreNoUtf8HideNobody() throws IOException {
    LoadedModule module = holder();
    byte[] name = {(byte) 0xff, '\n'};
    Files.write(root.resolve("proc/4712/comm"), name);
    byte[] devices =
        "Character devices:\n  1 nulls\n240 \u00ff\n2x odd\n\nBlock devices:\n  7 nulls\n"
            .getBytes(ISO_8859_1);
    Files.write(root.resolve("proc/devices"), devices);
    Files.createDirectories(root.resolve("proc/self"));
    byte[] mounts = "29 1 7:0 / /mnt/\u00ff rw - ext4 /dev/loop0 rw\n".getBytes(ISO_8859_1);
    Files.write(root.resolve("proc/self/mountinfo"), mounts);

    assertThat(HolderSearch.of(host(), module))
        .contains(
            new Holder.User(4711, "reader", "/dev/null"),
            new Holder.User(4712, "\ufffd", "/dev/zero"),
            new Holder.Mount("/mnt/\ufffd", "/dev/loop0"));
  }
}
