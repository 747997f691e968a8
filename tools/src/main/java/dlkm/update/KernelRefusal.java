package dlkm.update;

import dlkm.kernel.Outcome;
import dlkm.problem.Problem;

/** What the kernel refused, as a problem in the kernel's own words. */
public final class KernelRefusal {

  private KernelRefusal() {}

  /** The problem of a refused request; {@code what} is what was asked for. */
  public static Problem problem(String module, String what, Outcome.Refused refused) {
    String lines = String.join("; ", refused.kernelLines());
    return new Problem(
        module,
        what + ": " + refused.errnoName(),
        lines.isEmpty() ? "dmesg may say more" : "the kernel says: " + lines);
  }
}
