package dlkm.update;

import dlkm.kernel.Outcome;
import dlkm.problem.Problem;

/** A refusal by the kernel, as a problem with the kernel's own messages. */
public final class KernelRefusal {

  private KernelRefusal() {}

  /** Returns the problem of a refused request {@code what}. */
  public static Problem problem(String module, String what, Outcome.Refused refused) {
    String lines = String.join("; ", refused.kernelLines());
    return new Problem(
        module,
        what + ": " + refused.errnoName(),
        lines.isEmpty() ? "dmesg may say more" : "the kernel says: " + lines);
  }
}
