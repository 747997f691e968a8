package dlkm.problem;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A change is committed, and a step that follows it failed: the machine is in the new state, and
 * the next command that changes something finishes it.
 */
public final class PartlyDoneException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** A step that follows a committed change. */
  @FunctionalInterface
  public interface Work {
    void run() throws IOException;
  }

  private final transient List<Problem> problems;

  public PartlyDoneException(IOException why) {
    this(why, List.of(Problem.of(IoFailure.words(why), "a step after the change failed", "")));
  }

  private PartlyDoneException(Throwable why, List<Problem> causes) {
    super(why);
    List<Problem> all = new ArrayList<>(causes);
    all.add(
        new Problem(
            "the change",
            "is committed, but not all steps that follow it are done",
            "the next command that changes something finishes it"));
    problems = List.copyOf(all);
  }

  /** The failure of a step that follows a committed change. */
  public static RuntimeException of(RuntimeException why) {
    return switch (why) {
      case ProblemException e -> new PartlyDoneException(e, e.problems());
      case UncheckedIOException e -> new PartlyDoneException(e.getCause());
      default -> why;
    };
  }

  /** Runs a step that follows a committed change. */
  public static void after(Work work) {
    try {
      work.run();
    } catch (IOException e) {
      throw new PartlyDoneException(e);
    } catch (ProblemException | UncheckedIOException e) {
      throw of(e);
    }
  }

  public List<Problem> problems() {
    return problems;
  }
}
