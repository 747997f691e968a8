package dlkm.declaration;

import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import dlkm.problem.Where;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** All that is wrong with one text, gathered while it is read. */
final class ProblemList {

  private record Found(int line, Problem problem) {}

  private final List<Found> found = new ArrayList<>();

  /** Adds a problem of a line; returns nothing so that a caller goes on reading. */
  void at(Where where, String what, String todo) {
    found.add(new Found(where.line(), Problem.at(where, what, todo)));
  }

  /** Ends the reading when anything was wrong, with the problems in the order of the lines. */
  void throwIfAny() {
    if (!found.isEmpty()) {
      found.sort(Comparator.comparingInt(Found::line));
      throw new ProblemException(found.stream().map(Found::problem).toList());
    }
  }
}
