package dlkm.boot;

import dlkm.host.Child;
import dlkm.host.Host;
import dlkm.host.Notices;

/**
 * The boot loader's entries of whole kernels (spec §4.4.1). GRUB finds the whole kernels at each
 * start; systemd-boot's menu is files, which the shell script {@code kmtrial} writes.
 */
public final class KernelEntries {

  private KernelEntries() {}

  /**
   * Gives each whole kernel of a release that has an initramfs its entry, and deletes those of
   * others. A menu that can't be changed is a notice: the whole kernel is there without it.
   */
  public static void refresh(Host host, String release, Notices notice) {
    if (host.isThisMachine()) {
      Child child = TrialBoot.kmtrial(host, "kernels", release);
      if (child.status() != 0) {
        notice.say("the boot loader's menu lacks whole kernels: " + child.lastWords());
      }
    }
  }
}
