package dlkm.rehearse;

import static org.assertj.core.api.Assertions.assertThat;

import dlkm.host.Host;
import dlkm.installedkernel.InstalledKernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which rehearsals share a snapshot. */
class SnapshotTest {

  @TempDir Path root;
  private Programs programs;
  private InstalledKernel kernel;
  private Path initramfs;
  private Host host;

  @BeforeEach
  void machine() throws IOException {
    host = new Host(root, root);
    programs = new Programs(file("qemu", "q"), file("busybox", "b"), Optional.empty());
    kernel = new InstalledKernel(host, "6.1");
    Files.createDirectories(root.resolve("boot"));
    file("boot/vmlinuz-6.1", "kernel");
    initramfs = file("initramfs", "archive");
  }

  private Path file(String name, String content) throws IOException {
    return Files.writeString(root.resolve(name), content);
  }

  private Optional<String> name(Machine machine, Effort effort, RehearsalSpec.Boot boot)
      throws IOException {
    GuestCommand job =
        new GuestCommand(List.of("true"), root, Map.of(), GuestCommand.TIMEOUT, false, effort);
    RehearsalSpec spec =
        new RehearsalSpec(host, Optional.of("6.1"), job, machine, boot, Optional.empty());
    return Snapshot.of(spec, programs, kernel, initramfs).map(s -> s.file().toString());
  }

  private Optional<String> name(Machine machine) throws IOException {
    return name(machine, Effort.USUAL, new RehearsalSpec.Boot.Ours());
  }

  private static Machine machine(int memory, Machine.Acceleration how, String... devices) {
    return new Machine(memory, 1, how, List.of(devices), Optional.empty(), List.of());
  }

  @Test
  void theJobAndItsEffortMakeNoDifference() throws IOException {
    Effort other = new Effort(Duration.ZERO, 3, 7, false, Duration.ofSeconds(9));
    assertThat(name(Machine.small()))
        .isPresent()
        .isEqualTo(name(Machine.small(), other, new RehearsalSpec.Boot.Ours()));
  }

  @Test
  void whatTheKernelSeesMakesOne() throws IOException {
    Optional<String> usual = name(Machine.small());
    Effort thorough = new Effort(Duration.ZERO, 1, 0, true, Duration.ofSeconds(9));
    assertThat(name(machine(512, Machine.Acceleration.TCG))).isPresent().isNotEqualTo(usual);
    assertThat(name(Machine.small(), thorough, new RehearsalSpec.Boot.Ours())).isNotEqualTo(usual);
    file("initramfs", "another archive");
    Optional<String> otherArchive = name(Machine.small());
    assertThat(otherArchive).isPresent().isNotEqualTo(usual);
    file("boot/vmlinuz-6.1", "another kernel");
    assertThat(name(Machine.small())).isPresent().isNotEqualTo(otherArchive);
  }

  @Test
  void someMachinesAreBootedEachTime() throws IOException {
    RehearsalSpec.Boot own = new RehearsalSpec.Boot.Own(Optional.empty());
    assertThat(name(Machine.small(), Effort.USUAL, own)).isEmpty();
    assertThat(name(machine(2048, Machine.Acceleration.KVM))).isEmpty();
    assertThat(name(machine(2048, Machine.Acceleration.TCG, "edu"))).isEmpty();
  }
}
