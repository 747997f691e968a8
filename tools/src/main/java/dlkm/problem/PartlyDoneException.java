package dlkm.problem;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

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

  private final transient List<Problem> causes;
  private final transient List<Problem> problems;

  public PartlyDoneException(IOException why) {
    this(why, List.of(Problem.of(IoFailure.words(why), "a step after the change failed", "")));
  }

  private PartlyDoneException(Throwable why, List<Problem> causes) {
    this(
        why,
        causes,
        new Problem(
            "the change",
            "is committed, but not all steps that follow it are done",
            "the next command that changes something finishes it"));
  }

  private PartlyDoneException(Throwable why, List<Problem> causes, Problem state) {
    super(why);
    this.causes = List.copyOf(causes);
    List<Problem> all = new ArrayList<>(causes);
    all.add(state);
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

  /**
   * The failure of a step after others were done that stay done.
   *
   * @param state what is done, and what to do for the rest
   */
  public static RuntimeException of(RuntimeException why, Problem state) {
    return switch (why) {
      case ProblemException e -> new PartlyDoneException(e, e.problems(), state);
      case UncheckedIOException e ->
          new PartlyDoneException(
              e, List.of(Problem.of(IoFailure.words(e.getCause()), "this failed", "")), state);
      default -> why;
    };
  }

  /** Changes several things, each as a whole, and none after one that fails. */
  public static <T, R> List<R> inTurn(List<T> things, Function<T, R> change) {
    List<R> done = new ArrayList<>();
    for (T thing : things) {
      try {
        done.add(change.apply(thing));
      } catch (ProblemException | UncheckedIOException e) {
        throw done.isEmpty()
            ? e
            : of(
                e,
                new Problem(
                    done.size() + " of " + things.size(),
                    "are done, and stay so",
                    "mend this, and run the command again"));
      }
    }
    return done;
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

  /** The failure as it is where the caller took back what was committed. */
  public ProblemException takenBack() {
    return new ProblemException(causes);
  }

  public List<Problem> problems() {
    return problems;
  }
}
