package dlkm.funcset;

import dlkm.boot.BootFiles;
import dlkm.host.AtomicFiles;
import dlkm.host.GenerationFile;
import dlkm.host.Host;
import dlkm.host.Layout;
import dlkm.host.SetFile;
import dlkm.installedkernel.InstalledKernel;
import dlkm.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * The links by which the kernel's own loader reaches the current generation. They never change from
 * one generation to the next: only {@code current}, which they all go through, does.
 */
final class LoaderLinks {

  private static final String MODPROBE =
      "/" + SetFile.CURRENT.fileName() + "/" + GenerationFile.MODPROBE.fileName();

  private LoaderLinks() {}

  /**
   * Fails where a link of ours would replace somebody else's file.
   *
   * @throws ProblemException that names the file
   */
  static void check(FunctionSet set) throws IOException {
    Path link = set.host().entry(Layout.MODPROBE);
    boolean ours =
        Files.isSymbolicLink(link)
            && Files.readSymbolicLink(link)
                .endsWith(Path.of(Layout.RUNNING).getFileName() + MODPROBE);
    if (!ours && Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
      throw new ProblemException(
          link.toString(),
          "is in the place of a link of ours",
          "give it another name: modprobe reads every file there");
    }
  }

  static void make(FunctionSet set) throws IOException {
    Host host = set.host();
    AtomicFiles.link(
        SetFile.IMAGES.in(set.directory()),
        GenerationFile.IMAGES.in(Path.of(SetFile.CURRENT.fileName())));
    Path sets = host.path(Layout.SETS);
    if (Files.isDirectory(new InstalledKernel(host, set.release()).modules())) {
      relative(
          host.entry(Layout.imagesLink(set.release())),
          sets,
          set.release() + "/" + SetFile.IMAGES.fileName());
    }
    Path running = host.entry(Layout.RUNNING);
    if (host.isThisMachine() && host.runningRelease().equals(set.release())) {
      relative(running, sets, set.release());
    }
    check(set);
    relative(host.entry(Layout.MODPROBE), running.getParent(), running.getFileName() + MODPROBE);
    new BootFiles(host).install();
  }

  /** Relative, so that a tree below another root holds together wherever it is looked at from. */
  private static void relative(Path link, Path directory, String name) throws IOException {
    Files.createDirectories(link.getParent());
    Path from = link.getParent().toRealPath();
    AtomicFiles.link(link, from.relativize(directory.toRealPath()).resolve(name));
  }
}
