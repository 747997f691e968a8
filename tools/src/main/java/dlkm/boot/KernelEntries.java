package dlkm.boot;

import dlkm.host.AtomicFiles;
import dlkm.host.Child;
import dlkm.host.Host;
import dlkm.host.Notices;
import dlkm.host.SetFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The boot loader's entries of whole kernels (spec §4.4.1). GRUB finds the whole kernels at each
 * start; systemd-boot's menu is files, which the shell script {@code kmtrial} writes.
 *
 * @param set the kernel's function set directory
 */
public record KernelEntries(Host host, String release, Path set) {

  /** Before whole kernels change: until {@link #refresh} is done, the next command does it. */
  public void outdate() throws IOException {
    AtomicFiles.write(SetFile.ENTRIES.in(set), "");
  }

  /**
   * Gives each whole kernel that has an initramfs its entry, and deletes those of others. Entries
   * that can't be changed are a notice: the whole kernel is there without one. Of another root they
   * are for the machine that it is of.
   */
  public void refresh(Notices notice) throws IOException {
    if (host.isThisMachine()) {
      Child child = TrialBoot.kmtrial(host, "kernels", release);
      if (child.status() == 0) {
        Files.deleteIfExists(SetFile.ENTRIES.in(set));
      } else {
        notice.say(
            "the boot loader's entries of whole kernels are not up to date: " + child.lastWords());
      }
    }
  }

  /** The same where that is undone: after a kill, or where it failed. */
  public void complete(Notices notice) throws IOException {
    if (Files.exists(SetFile.ENTRIES.in(set))) {
      refresh(notice);
    }
  }
}
