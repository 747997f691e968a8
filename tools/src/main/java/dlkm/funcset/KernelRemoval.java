package dlkm.funcset;

import dlkm.host.AtomicFiles;
import dlkm.host.Host;
import dlkm.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Takes away all that was made for a kernel that goes ({@code config --forget}). */
public final class KernelRemoval {

  private KernelRemoval() {}

  /**
   * Deletes the kernel's function set and what was built for it; the caller holds the state lock.
   *
   * @throws ProblemException for the running kernel, and when there is nothing of that kernel
   */
  public static void run(FunctionSet set) throws IOException {
    Host host = set.host();
    if (host.isThisMachine() && host.runningRelease().equals(set.release())) {
      throw new ProblemException(
          set.release(), "is the running kernel", "boot another one to remove it");
    }
    if (!Files.isDirectory(set.directory())) {
      throw new ProblemException(
          set.release(),
          "nothing is registered or built for this kernel",
          "'ls -d /stand/dlkm.*' lists the kernels");
    }
    Files.deleteIfExists(host.path("/lib/modules/" + set.release() + "/updates/dlkm"));
    Path aside = AtomicFiles.aside(set.directory());
    AtomicFiles.deleteTree(aside);
    Files.move(set.directory(), aside);
    AtomicFiles.syncDirectory(aside.getParent());
    AtomicFiles.deleteTree(aside);
    AtomicFiles.deleteTree(host.path("/stand/build/" + set.release()));
    for (String end : new String[] {".dlkm-new", ".dlkm-next"}) {
      Files.deleteIfExists(host.path("/boot/initrd.img-" + set.release() + end));
    }
  }
}
