package dlkm.rehearse;

import static org.assertj.core.api.Assertions.assertThat;

import dlkm.host.Child;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.cpio.CpioArchiveEntry;
import org.apache.commons.compress.archivers.cpio.CpioArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a scratch machine is put together from, without booting one. */
class ScratchPartsTest {

  @TempDir Path directory;

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(content);
    }
    return packed.toByteArray();
  }

  @Test
  void theInitramfsHoldsWhatTheMachineStartsWith() throws Exception {
    Path busybox = Files.writeString(directory.resolve("busybox"), "program");
    Path plain = Files.writeString(directory.resolve("virtio.ko"), "one");
    Path packed =
        Files.write(directory.resolve("9p.ko.gz"), gzip("two".getBytes(StandardCharsets.UTF_8)));
    Path archive = directory.resolve("initramfs");
    try (Initramfs out = new Initramfs(Files.newOutputStream(archive))) {
      for (String script :
          List.of("init", "run", "observe", "tasks", "census", "reread", "events")) {
        Files.writeString(directory.resolve("kmrehearse-" + script), script);
      }
      out.programs(busybox, directory);
      out.start();
      out.layer();
      out.modules("6.1", List.of(plain), List.of(plain, packed));
    }
    Map<String, String> entries = entries(archive);
    assertThat(entries)
        .containsEntry("rehearse/bin/busybox", "program")
        .containsEntry("rehearse/bin/sh", "busybox")
        .containsEntry("init", "rehearse/init")
        .containsEntry("lib/modules/6.1/virtio.ko", "one")
        .containsEntry("lib/modules/6.1/9p.ko", "two")
        .containsEntry("lib/modules/6.1/modules.dep", "virtio.ko:\n9p.ko:\n")
        .containsEntry("rehearse/modules", "virtio \n9p \n")
        .containsKeys("rw/work", "rw/upper/proc", "dev/kmsg");
    assertThat(List.copyOf(entries.keySet()).indexOf("rehearse"))
        .isLessThan(List.copyOf(entries.keySet()).indexOf("rehearse/bin"));
  }

  private static Map<String, String> entries(Path archive) throws IOException {
    Map<String, String> entries = new LinkedHashMap<>();
    try (CpioArchiveInputStream in = new CpioArchiveInputStream(Files.newInputStream(archive))) {
      CpioArchiveEntry entry = in.getNextEntry();
      while (entry != null) {
        entries.put(entry.getName(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
        entry = in.getNextEntry();
      }
    }
    return entries;
  }

  @Test
  void theJobIsWhatWasAskedFor() throws Exception {
    GuestCommand job =
        new GuestCommand(
            List.of("sh", "-c", "pwd; echo \"$1|$A_B\"; exit 5", "sh", "it's $HOME `x` \\ *"),
            directory,
            Map.of("A_B", "two\nlines 'quoted'", "BAD-NAME", "x", "PATH", System.getenv("PATH")),
            GuestCommand.TIMEOUT,
            false,
            Effort.USUAL);
    Child child = Child.run(List.of("sh", "-c", Shell.job(job)));
    assertThat(child.output()).isEqualTo(directory + "\nit's $HOME `x` \\ *|two\nlines 'quoted'\n");
    assertThat(child.status()).isEqualTo(5);
  }

  @Test
  void theKernelIsTakenOutOfItsImage() throws Exception {
    byte[] elf = elf("Xen\0", 18);
    Path image = Files.write(directory.resolve("vmlinuz"), image(gzip(elf)));
    Path to = directory.resolve("vmlinux");
    assertThat(BootableImage.of(image, to)).isEqualTo(to);
    assertThat(Files.readAllBytes(to)).isEqualTo(elf);
  }

  @Test
  void anImageThatCannotBeOpenedIsBootedAsItIs() throws Exception {
    Path to = directory.resolve("vmlinux");
    Path noEntry = Files.write(directory.resolve("no-entry"), image(gzip(elf("GNU\0", 18))));
    assertThat(BootableImage.of(noEntry, to)).isEqualTo(noEntry);
    Path unknown = Files.write(directory.resolve("unknown"), image(new byte[] {1, 2, 3, 4}));
    assertThat(BootableImage.of(unknown, to)).isEqualTo(unknown);
    Path other = Files.writeString(directory.resolve("other"), "no kernel at all");
    assertThat(BootableImage.of(other, to)).isEqualTo(other);
  }

  @Test
  void aKernelThatIsCutOffIsNotBooted() throws Exception {
    byte[] elf = elf("Xen\0", 18);
    Path image = Files.write(directory.resolve("vmlinuz"), image(gzip(Arrays.copyOf(elf, 135))));
    Path to = directory.resolve("vmlinux");
    assertThat(BootableImage.of(image, to)).isEqualTo(image);
    assertThat(to).doesNotExist();
  }

  /** A kernel image with that payload at its usual place. */
  private static byte[] image(byte[] payload) {
    ByteBuffer image = ByteBuffer.allocate(0x400 + payload.length).order(ByteOrder.LITTLE_ENDIAN);
    image.put(0x1f1, (byte) 1);
    image.putInt(0x202, 0x53726448);
    image.putInt(0x248, 0);
    image.putInt(0x24c, payload.length);
    image.put(0x400, payload);
    return image.array();
  }

  /** An ELF file of one note. */
  private static byte[] elf(String noteName, int noteType) {
    ByteBuffer elf = ByteBuffer.allocate(64 + 56 + 20).order(ByteOrder.LITTLE_ENDIAN);
    elf.putInt(0, 0x464c457f).put(4, (byte) 2).putLong(32, 64).putShort(56, (short) 1);
    elf.putInt(64, 4).putLong(64 + 8, 120).putLong(64 + 32, 20);
    elf.putInt(120, 4).putInt(124, 4).putInt(128, noteType);
    elf.put(132, noteName.getBytes(StandardCharsets.ISO_8859_1));
    return elf.array();
  }

  @Test
  void onlyEmulatedDevicesAreLetIn() {
    assertThat(List.of("edu", "pci-testdev,membar=1M", "virtio-rng-pci"))
        .allMatch(Machine::isDevice);
    assertThat(
            List.of(
                "vfio-pci,host=01:00.0",
                "loader,addr=0,file=x",
                "usb-host",
                "-boot",
                "a b",
                "x,file=/etc/passwd",
                ""))
        .noneMatch(Machine::isDevice);
  }
}
