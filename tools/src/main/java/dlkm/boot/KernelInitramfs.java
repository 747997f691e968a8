package dlkm.boot;

import dlkm.host.AtomicFiles;
import dlkm.host.DirectoryNames;
import dlkm.host.InitramfsFile;
import dlkm.host.Notices;
import dlkm.host.SetFile;
import dlkm.host.Transaction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The initramfs images of whole kernels (spec §4.4.1): each kernel has its own, beside the
 * installed one. What was built for a kernel serves again when it becomes the default.
 */
record KernelInitramfs(InitramfsFiles files) {

  Path of(String name) {
    return InitramfsFile.ofKernel(files.installed(), name);
  }

  /**
   * Puts that of a whole kernel with the same plan in a place, where there is one. One older than
   * the installed one doesn't count, as with {@link InitramfsFiles#isHeld}, nor one that carries
   * another last-known-good.
   *
   * @return whether it is there now
   */
  boolean share(String plan, Path to) throws IOException {
    for (String name : DirectoryNames.of(SetFile.KERNELS.in(files.set()))) {
      Path generation = SetFile.KERNELS.in(files.set()).resolve(name);
      Path own = of(name);
      if (Files.exists(own)
          && InitramfsFiles.plan(generation).equals(plan)
          && files.isFresh(own)
          && InitramfsCheck.carries(own, files.release(), plan, files.lastKnownGoodPlan())) {
        share(own, to);
        return true;
      }
    }
    return false;
  }

  /**
   * Has a transaction give the installed initramfs a whole kernel's name. Not where there is no
   * room for one more, as the next change needs it.
   */
  void keepInstalled(String name, Transaction transaction) throws IOException {
    Path installed = files.installed();
    // Not by its FileStore: in a chroot that is no mount point, Java finds none.
    if (Files.exists(installed) && installed.toFile().getUsableSpace() >= Files.size(installed)) {
      Transaction _ = transaction.make(of(name), aside -> linkOrCopy(installed, aside));
    } else {
      Transaction _ = transaction.delete(of(name));
    }
  }

  /**
   * Deletes those of names that no whole kernel has: a killed command left them, and the entries
   * that the boot loader has of them.
   */
  void deleteNameless(Notices notice) throws IOException {
    List<String> nameless = new ArrayList<>(InitramfsFile.kernels(files.installed()));
    nameless.removeAll(DirectoryNames.of(SetFile.KERNELS.in(files.set())));
    if (!nameless.isEmpty()) {
      new KernelEntries(files.host(), files.release(), files.set()).refresh(notice);
    }
    for (String name : nameless) {
      Files.deleteIfExists(of(name));
    }
  }

  /** Another name of the file; where the file system has no hard links, a copy. */
  static void share(Path file, Path to) throws IOException {
    Path aside = AtomicFiles.aside(to);
    AtomicFiles.deleteTree(aside);
    linkOrCopy(file, aside);
    AtomicFiles.deleteTree(to);
    Files.move(aside, to);
    AtomicFiles.syncDirectory(to.getParent());
  }

  private static void linkOrCopy(Path file, Path to) throws IOException {
    try {
      Files.createLink(to, file);
    } catch (IOException | UnsupportedOperationException e) {
      AtomicFiles.copyContent(file, to);
      AtomicFiles.syncTree(to);
    }
  }
}
