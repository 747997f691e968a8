package dlkm.rehearse;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.compress.archivers.cpio.CpioArchiveEntry;
import org.apache.commons.compress.archivers.cpio.CpioArchiveOutputStream;
import org.apache.commons.compress.archivers.cpio.CpioConstants;

/**
 * Writes the file system that the scratch machine starts from: an archive of the "new" cpio format,
 * not compressed (unpacking costs the emulated processor more than reading).
 */
final class Initramfs implements AutoCloseable {

  private final CpioArchiveOutputStream out;
  private final Set<String> directories = new HashSet<>();

  Initramfs(OutputStream out) {
    this.out = new CpioArchiveOutputStream(new BufferedOutputStream(out, 1 << 16));
  }

  /** All that a machine starts with. */
  static void write(
      Path to, Path busybox, byte[] init, String job, String settings, Iterable<Path> modules)
      throws IOException {
    try (Initramfs archive = new Initramfs(Files.newOutputStream(to))) {
      archive.file("rehearse/bin/busybox", Files.readAllBytes(busybox), 0755);
      for (String applet : APPLETS) {
        archive.link("rehearse/bin/" + applet, "busybox");
      }
      archive.link("bin", "rehearse/bin");
      archive.file("rehearse/init", init, 0755);
      archive.link("init", "rehearse/init");
      archive.file("rehearse/job", job.getBytes(StandardCharsets.UTF_8), 0755);
      archive.file("rehearse/settings", settings.getBytes(StandardCharsets.UTF_8), 0644);
      StringBuilder order = new StringBuilder();
      for (Path module : modules) {
        String name = module.getFileName().toString();
        String plain = name.substring(0, name.indexOf(".ko") + 3);
        archive.file("modules/" + plain, module(module), 0644);
        order.append(plain).append('\n');
      }
      archive.file("modules/order", order.toString().getBytes(StandardCharsets.UTF_8), 0644);
    }
  }

  /** What the first process calls. */
  private static final List<String> APPLETS =
      List.of(
          "sh",
          "mkdir",
          "mount",
          "umount",
          "insmod",
          "rmmod",
          "mknod",
          "chroot",
          "ln",
          "sync",
          "poweroff",
          "ifconfig",
          "hostname",
          "usleep",
          "cat",
          "printf",
          "mkfifo",
          "setsid",
          "kill",
          "echo");

  private static byte[] module(Path file) throws IOException {
    byte[] content = Files.readAllBytes(file);
    return Compression.of(content, 0).map(how -> how.undo(content)).orElse(content);
  }

  void file(String name, byte[] content, int mode) throws IOException {
    entry(name, content, CpioConstants.C_ISREG | mode);
  }

  void link(String name, String target) throws IOException {
    entry(name, target.getBytes(StandardCharsets.UTF_8), CpioConstants.C_ISLNK | 0777);
  }

  private void entry(String name, byte[] content, long mode) throws IOException {
    parents(name);
    CpioArchiveEntry entry = new CpioArchiveEntry(CpioConstants.FORMAT_NEW, name, content.length);
    entry.setMode(mode);
    out.putArchiveEntry(entry);
    out.write(content);
    out.closeArchiveEntry();
  }

  private void parents(String name) throws IOException {
    int slash = name.lastIndexOf('/');
    if (slash > 0 && directories.add(name.substring(0, slash))) {
      entry(name.substring(0, slash), new byte[0], CpioConstants.C_ISDIR | 0755);
    }
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
