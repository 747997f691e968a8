package dlkm.funcset;

import dlkm.boot.BootFiles;
import dlkm.host.AtomicFiles;
import dlkm.host.GenerationFile;
import dlkm.host.Host;
import dlkm.host.Layout;
import dlkm.host.SetFile;
import dlkm.installedkernel.InstalledKernel;
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
    Path sets = host.path(Layout.SETS);
    if (Files.isDirectory(new InstalledKernel(host, set.release()).modules())) {
      relative(
          host.path(Layout.imagesLink(set.release())),
          sets,
          set.release() + "/" + SetFile.IMAGES.fileName());
    }
    Path running = host.path(Layout.RUNNING);
    if (host.isThisMachine() && host.runningRelease().equals(set.release())) {
      relative(running, sets, set.release());
    }
    relative(
        host.path(Layout.MODPROBE),
        running.getParent(),
        running.getFileName()
            + "/"
            + SetFile.CURRENT.fileName()
            + "/"
            + GenerationFile.MODPROBE.fileName());
    new BootFiles(host).install();
  }

  /** Relative, so that a tree below another root holds together wherever it is looked at from. */
  private static void relative(Path link, Path directory, String name) throws IOException {
    Files.createDirectories(link.getParent());
    Path from = link.getParent().toRealPath();
    AtomicFiles.link(link, from.relativize(directory.toRealPath()).resolve(name));
  }
}
