package dlkm.rehearse;

import dlkm.compress.Compression;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
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

  private static final List<String> HIDDEN = List.of("proc", "sys", "dev", "run");

  /** The first process and what it becomes, {@code kmrehearse-NAME} on the host. */
  private static final List<String> SCRIPTS =
      List.of("init", "run", "observe", "tasks", "census", "reread", "events");

  /** What the first process calls. */
  private static final List<String> APPLETS =
      List.of(
          "sh",
          "mkdir",
          "mount",
          "umount",
          "swapoff",
          "modprobe",
          "rmmod",
          "cp",
          "chroot",
          "poweroff",
          "ifconfig",
          "insmod",
          "ln",
          "mknod",
          "sleep",
          "usleep",
          "cat",
          "ping",
          "unshare",
          "true",
          "printf",
          "date",
          "dd",
          "od",
          "mkfifo",
          "setsid",
          "sync",
          "kill",
          "awk",
          "grep",
          "chmod",
          "head",
          "ls",
          "rm",
          "timeout",
          "echo");

  private final CpioArchiveOutputStream out;
  private final Set<String> directories = new HashSet<>();

  Initramfs(OutputStream out) {
    this.out = new CpioArchiveOutputStream(new BufferedOutputStream(out, 1 << 16));
  }

  /** The one program of the initramfs under all names that are called, and our first process. */
  void programs(Path busybox, Path scripts) throws IOException {
    file("rehearse/bin/busybox", Files.readAllBytes(busybox), 0755);
    for (String applet : APPLETS) {
      link("rehearse/bin/" + applet, "busybox");
    }
    for (String script : SCRIPTS) {
      file("rehearse/" + script, Files.readAllBytes(scripts.resolve("kmrehearse-" + script)), 0755);
    }
    link("rehearse/dev/fd", "/proc/self/fd");
    link("rehearse/dev/stdin", "fd/0");
    link("rehearse/dev/stdout", "fd/1");
    link("rehearse/dev/stderr", "fd/2");
  }

  /** Makes our first process the kernel's. */
  void start() throws IOException {
    link("bin", "rehearse/bin");
    link("init", "rehearse/init");
  }

  /** What the machine's own initramfs calls to mount the root, and the modules for that. */
  void boot(byte[] script, Iterable<Path> files) throws IOException {
    file("scripts/rehearse", script, 0644);
    StringBuilder order = new StringBuilder();
    for (Path file : files) {
      String module = name(file);
      file("rehearse/ko/" + module + ".ko", module(file), 0644);
      order.append(module).append(' ');
    }
    text("rehearse/modules", order.append('\n').toString());
  }

  /** The kernel's name of the module in a file. */
  private static String name(Path file) {
    String name = file.getFileName().toString();
    return name.substring(0, name.indexOf(".ko")).replace('-', '_');
  }

  /** Mount points, the devices of the first moments, and an empty writable layer. */
  void layer() throws IOException {
    for (String name : List.of("proc", "lower", "newroot", "disk", "rw/work")) {
      parents(name + "/");
    }
    device("dev/kmsg", 1, 11);
    device("dev/null", 1, 3);
    for (String name : HIDDEN) {
      // A whiteout, as overlayfs knows it.
      device("rw/upper/" + name, 0, 0);
    }
  }

  /**
   * The modules, in the order to load them in, and what busybox's modprobe reads.
   *
   * @param first those that are loaded before the machine waits for its job
   * @param all them, and those that are loaded after it
   */
  void modules(String release, Collection<Path> first, Collection<Path> all) throws IOException {
    StringBuilder before = new StringBuilder();
    StringBuilder after = new StringBuilder();
    StringBuilder dep = new StringBuilder();
    String directory = "lib/modules/" + release + "/";
    for (Path file : all) {
      String name = file.getFileName().toString();
      String module = name.substring(0, name.indexOf(".ko"));
      file(directory + module + ".ko", module(file), 0644);
      (first.contains(file) ? before : after).append(module).append(' ');
      dep.append(module).append(".ko:\n");
    }
    text(directory + "modules.dep", dep.toString());
    text("rehearse/modules", before + "\n" + after + "\n");
  }

  private static byte[] module(Path file) throws IOException {
    return Compression.unpack(file.toString(), Files.readAllBytes(file));
  }

  void text(String name, String content) throws IOException {
    file(name, content.getBytes(StandardCharsets.UTF_8), 0644);
  }

  private void device(String name, int major, int minor) throws IOException {
    parents(name);
    CpioArchiveEntry entry = new CpioArchiveEntry(CpioConstants.FORMAT_NEW, name, 0);
    entry.setMode(CpioConstants.C_ISCHR | 0600);
    entry.setRemoteDeviceMaj(major);
    entry.setRemoteDeviceMin(minor);
    out.putArchiveEntry(entry);
    out.closeArchiveEntry();
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
      entry(name.substring(0, slash), new byte[0], CpioConstants.C_ISDIR | 0755L);
    }
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
