package dlkm.problem;

import java.util.List;

/**
 * The command can't be done because of what the user wrote or because of the state of the machine.
 * All problems found are in it, not the first alone. Whoever throws it has changed nothing, or has
 * put back what was there.
 */
public final class ProblemException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  public ProblemException(List<Problem> problems) {
    super(text(problems), null, false, false);
    this.problems = List.copyOf(problems);
  }

  public ProblemException(Problem problem) {
    this(List.of(problem));
  }

  /** A single problem of {@code thing}. */
  public ProblemException(String thing, String what, String todo) {
    this(new Problem(thing, what, todo));
  }

  public List<Problem> problems() {
    return problems;
  }

  private static String text(List<Problem> problems) {
    StringBuilder text = new StringBuilder();
    for (Problem problem : problems) {
      text.append(text.isEmpty() ? "" : "\n").append(problem);
    }
    return text.toString();
  }
}
