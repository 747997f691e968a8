package dlkm.update;

import dlkm.problem.Problem;
import java.util.List;

/**
 * The running kernel can't follow a change, and the next boot can: it loads in their phases what
 * can't be loaded now.
 */
final class AtBootException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<Problem> why;

  AtBootException(List<Problem> why) {
    super(why.toString(), null, false, false);
    this.why = List.copyOf(why);
  }

  /** Why it can't. */
  List<Problem> why() {
    return why;
  }
}
