package dlkm.update;

import java.util.ArrayList;
import java.util.List;

/** Sorts candidates so that each comes after its dependencies. */
final class CandidateOrder {

  private CandidateOrder() {}

  static List<Candidate> dependenciesFirst(List<Candidate> candidates) {
    List<Candidate> ordered = new ArrayList<>();
    for (Candidate candidate : candidates) {
      visit(candidate, candidates, ordered, new ArrayList<>());
    }
    return ordered;
  }

  private static void visit(
      Candidate candidate, List<Candidate> all, List<Candidate> ordered, List<Candidate> path) {
    if (ordered.contains(candidate) || path.contains(candidate)) {
      return;
    }
    path.add(candidate);
    for (Candidate other : all) {
      if (candidate.record().dependencies().contains(other.module())) {
        visit(other, all, ordered, path);
      }
    }
    ordered.add(candidate);
  }
}
