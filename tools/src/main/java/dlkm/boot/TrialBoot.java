package dlkm.boot;

import dlkm.host.Child;
import dlkm.host.Host;
import dlkm.host.Notices;
import java.util.List;
import java.util.Optional;

/**
 * The boot loader's part in going back: a set of BOOT modules that never came to the end of INIT is
 * booted once; then, unless {@code kminit} ended the trial, the last-known-good one is (spec §2.3).
 * The shell script {@code kmtrial} knows the boot loaders, because boot and shutdown need it too.
 */
public final class TrialBoot {

  private TrialBoot() {}

  /**
   * Begins a trial of what the initramfs of a kernel carries now.
   *
   * @return what protection is missing, if any
   */
  static Optional<String> begin(Host host, String release) {
    Child child =
        host.isThisMachine()
            ? kmtrial(host, "begin", release)
            : new Child(1, "not for another root");
    return child.status() == 0
        ? Optional.empty()
        : Optional.of(
            "a boot that fails with the new BOOT modules is not rolled back ("
                + child.lastWords()
                + "): 'dlkm=lkg' on the kernel's command line takes the last-known-good ones");
  }

  /** Ends it, if there is one: what the initramfs carries is the last-known-good. */
  static void end(Host host, String release) {
    if (host.isThisMachine()) {
      kmtrial(host, "end", release);
    }
  }

  /**
   * Takes away what the boot loader has of a trial and of the whole kernels of a kernel that goes.
   */
  public static void forget(Host host, String release, Notices notice) {
    if (host.isThisMachine()) {
      Child child = kmtrial(host, "forget", release);
      if (child.status() != 0) {
        notice.say("kernel " + release + ": the boot loader keeps entries: " + child.lastWords());
      }
    }
  }

  static Child kmtrial(Host host, String what, String release) {
    return Child.run(List.of("sh", host.home().resolve("sh/kmtrial").toString(), what, release));
  }
}
