package dlkm.dkms;

import dlkm.problem.Problem;
import java.util.List;

/**
 * What became of one package for one kernel, when it went from DKMS to us or back.
 *
 * @param modules those that changed hands
 * @param why the package stayed as it is; empty where that is as it should be
 */
public record HandOver(
    PackageVersion version, KernelTarget kernel, List<String> modules, List<Problem> why) {

  public HandOver {
    modules = List.copyOf(modules);
    why = List.copyOf(why);
  }

  static HandOver of(PackageVersion version, KernelTarget kernel, List<String> modules) {
    return new HandOver(version, kernel, modules, List.of());
  }

  /** One that stays as it is, and shouldn't. */
  static HandOver refused(PackageVersion version, KernelTarget kernel, List<Problem> why) {
    return new HandOver(version, kernel, List.of(), why);
  }

  /** Whether it stays as it is, and shouldn't. */
  public boolean isRefused() {
    return !why.isEmpty();
  }

  /** Package, version and kernel, as {@code dkms status} names them. */
  public String name() {
    return version + ", " + kernel.release() + ", " + kernel.arch();
  }
}
