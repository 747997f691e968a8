package dlkm.update;

import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import java.util.List;

/** When a change may take effect (spec §4.6). */
public enum UpdateTiming {
  /** At once or not at all ({@code -i}). */
  IMMEDIATE,
  /** At the next shutdown ({@code -a}). */
  SHUTDOWN,
  /** At once, and where that can't be, at the next shutdown. */
  EITHER;

  /**
   * Called where the change can't take effect at once.
   *
   * @throws ProblemException with the reasons when it may not be held either
   */
  void requireHolding(List<Problem> why) {
    if (this == IMMEDIATE) {
      throw new ProblemException(why);
    }
  }
}
