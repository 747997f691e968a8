package dlkm.funcset;

import dlkm.boot.TrialBoot;
import dlkm.changelog.Changed;
import dlkm.changelog.Recording;
import dlkm.host.AtomicFiles;
import dlkm.host.DirectoryNames;
import dlkm.host.Host;
import dlkm.host.InitramfsFile;
import dlkm.host.Layout;
import dlkm.host.Notices;
import dlkm.installedkernel.InstalledKernel;
import dlkm.problem.PartlyDoneException;
import dlkm.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * Takes away all that was made for a kernel that goes ({@code config --forget}). Renaming the
 * function set is the point of no return: what comes after it, {@link #finish} does again.
 */
public final class KernelForgetting {

  private KernelForgetting() {}

  /**
   * Deletes the kernel's function set and what was built for it; the caller holds the state lock.
   *
   * @throws ProblemException for the running kernel, and when there is nothing of that kernel
   * @throws PartlyDoneException when it is removed, and something of it couldn't be deleted yet
   */
  public static void run(FunctionSet set, Notices notice) throws IOException {
    Host host = set.host();
    if (host.isThisMachine() && host.runningRelease().equals(set.release())) {
      throw new ProblemException(
          set.release(), "is the running kernel", "boot another one to remove it");
    }
    boolean registered = Files.isDirectory(set.directory());
    if (!registered && !Files.isDirectory(set.buildArea())) {
      throw new ProblemException(
          set.release(),
          "nothing is registered or built for this kernel",
          "'ls " + host.path(Layout.SETS) + " " + host.path(Layout.BUILT) + "' lists the kernels");
    }
    if (registered) {
      Path aside = AtomicFiles.aside(set.directory());
      AtomicFiles.deleteTree(aside);
      Files.move(set.directory(), aside);
      PartlyDoneException.after(
          () -> {
            AtomicFiles.syncDirectory(aside.getParent());
            finish(host, notice);
          });
    } else {
      PartlyDoneException.after(() -> rest(host, set.release(), notice));
    }
    boolean _ =
        Recording.note(
            Changed.done(
                    Changed.Kind.GENERATION,
                    set.release(),
                    "function set",
                    registered ? "registered" : "built",
                    "")
                .of(set.release()));
  }

  /** Takes away what killed commands left; the function set, which tells of it, comes last. */
  public static void finish(Host host, Notices notice) throws IOException {
    Path sets = host.path(Layout.SETS);
    for (String removed : DirectoryNames.of(sets, AtomicFiles.ASIDE)) {
      String release = removed.substring(AtomicFiles.ASIDE.length());
      // Since registered anew: the rest is that one's.
      if (!Files.exists(sets.resolve(release))) {
        rest(host, release, notice);
      }
      AtomicFiles.deleteTree(sets.resolve(removed));
    }
  }

  /** The package that the kernel came in can't remove its directory otherwise. */
  private static void deleteIfEmpty(Path directory) throws IOException {
    if (Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)
        && DirectoryNames.of(directory).isEmpty()) {
      Files.delete(directory);
    }
  }

  private static void rest(Host host, String release, Notices notice) throws IOException {
    Path link = host.entry(Layout.imagesLink(release));
    Files.deleteIfExists(link);
    deleteIfEmpty(link.getParent());
    HpuxNames.forget(host, release);
    new IndexFiles(new FunctionSet(host, release)).clear();
    AtomicFiles.deleteTree(host.path(Layout.build(release)));
    AtomicFiles.deleteTree(host.path(Layout.built(release)));
    Path installed = new InstalledKernel(host, release).initramfs();
    for (InitramfsFile file : InitramfsFile.values()) {
      Files.deleteIfExists(file.beside(installed));
    }
    for (String name : InitramfsFile.kernels(installed)) {
      Files.deleteIfExists(InitramfsFile.ofKernel(installed, name));
    }
    TrialBoot.forget(host, release, notice);
  }
}
