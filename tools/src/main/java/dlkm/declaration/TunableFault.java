package dlkm.declaration;

import dlkm.problem.Problem;
import dlkm.problem.Where;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Why the values of tunables can't be as they are.
 *
 * @param tunable the one at fault; absent when several together break a relation
 * @param what what is wrong with it
 * @param todo what to do, or the empty string; where a limit is broken, that is said instead
 * @param limit the line of the limit that is broken
 * @param names all tunables on whose values it depends
 */
public record TunableFault(
    Optional<String> tunable, String what, String todo, Optional<Where> limit, Set<String> names) {

  public TunableFault {
    names = Set.copyOf(names);
  }

  /** The fault of a value that was planned. */
  Problem planned(String thing, boolean named) {
    String said = named && tunable.isPresent() ? tunable.get() + ' ' + what : what;
    String kind = tunable.isPresent() ? "the limit is set at " : "the constraint is set at ";
    return Problem.of(thing, said, limit.map(where -> kind + where).orElse(todo));
  }

  /** The fault as {@code kmtune} says it, which names no line of a system file. */
  public Problem problem(String module) {
    return planned(tunable.orElse(module), false);
  }

  /** The fault in the master file itself, in which these are all tunables. */
  void inMaster(List<TunableDefault> tunables, ProblemList problems) {
    Optional<Where> where =
        tunables.stream()
            .filter(t -> tunable.filter(t.name()::equals).isPresent())
            .map(TunableDefault::where)
            .findFirst();
    problems.at(
        where.or(() -> limit).orElseThrow(),
        tunable.map(name -> name + ' ' + what).orElse(what),
        limit.isEmpty()
            ? todo
            : tunable.isPresent()
                ? "change the default or the limit"
                : "change a default or the constraint");
  }
}
