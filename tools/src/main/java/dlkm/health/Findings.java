package dlkm.health;

import dlkm.problem.IoFailure;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** What an examination has found so far. */
final class Findings {

  /** An examination's step. */
  @FunctionalInterface
  interface Step {

    /** Examines one thing. */
    void run() throws IOException;
  }

  private final List<Finding> all = new ArrayList<>();

  void add(String check, String kernel, String thing, String what, String remedy) {
    all.add(new Finding(check, kernel, Problem.of(thing, what, remedy)));
  }

  /** Runs a step; what it can't read is a finding of its own. */
  void examine(String check, String kernel, Step step) {
    try {
      step.run();
    } catch (ProblemException e) {
      e.problems().forEach(problem -> all.add(new Finding(check, kernel, problem)));
    } catch (UncheckedIOException e) {
      add(check, kernel, IoFailure.words(e.getCause()), "can't be read", "");
    } catch (IOException e) {
      add(check, kernel, String.valueOf(e.getMessage()), "can't be read", "");
    }
  }

  List<Finding> all() {
    return List.copyOf(all);
  }
}
