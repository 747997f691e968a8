package dlkm.funcset;

import dlkm.boot.BootFiles;
import dlkm.host.AtomicFiles;
import dlkm.host.GenerationFile;
import dlkm.host.Host;
import dlkm.host.SetFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The links by which the kernel's own loader reaches the current generation. They never change from
 * one generation to the next: only {@code current}, which they all go through, does.
 */
final class KernelLinks {

  private KernelLinks() {}

  static void make(FunctionSet set) throws IOException {
    Host host = set.host();
    AtomicFiles.link(
        SetFile.IMAGES.in(set.directory()),
        GenerationFile.IMAGES.in(Path.of(SetFile.CURRENT.fileName())));
    Path modules = host.path("/lib/modules/" + set.release());
    if (Files.isDirectory(modules)) {
      relative(
          host,
          modules.resolve("updates/dlkm"),
          set.directory().getFileName() + "/" + SetFile.IMAGES.fileName());
    }
    if (host.isThisMachine() && host.runningRelease().equals(set.release())) {
      AtomicFiles.link(host.path("/stand/dlkm"), Path.of("dlkm." + set.release()));
    }
    relative(
        host,
        host.path("/etc/modprobe.d/dlkm.conf"),
        "dlkm/" + SetFile.CURRENT.fileName() + "/" + GenerationFile.MODPROBE.fileName());
    new BootFiles(host).install();
  }

  /** Relative, so that a tree below another root holds together wherever it is looked at from. */
  private static void relative(Host host, Path link, String inStand) throws IOException {
    Files.createDirectories(link.getParent());
    Path stand = host.path("/stand").toRealPath();
    AtomicFiles.link(link, link.getParent().toRealPath().relativize(stand).resolve(inStand));
  }
}
