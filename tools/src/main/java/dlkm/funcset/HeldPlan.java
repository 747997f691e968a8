package dlkm.funcset;

import dlkm.declaration.PlanLines;
import dlkm.host.BootId;
import dlkm.problem.ProblemException;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * How the files of the plan were before what is held changed them: a plan describes the next boot,
 * so it is changed at once, and dropping what is held takes that back (spec §9.5). The current
 * generation has it in a file.
 *
 * @param boot the boot in which it was held
 * @param changes by the file's path on the machine
 */
public record HeldPlan(String boot, SortedMap<String, Change> changes) {

  /**
   * A file's texts; absent where there is no file.
   *
   * @param after the text that the hold gave it
   */
  public record Change(Optional<String> before, Optional<String> after) {}

  /** No plan is held. */
  public static final HeldPlan NOTHING = new HeldPlan("", new TreeMap<>());

  public HeldPlan {
    changes = Collections.unmodifiableSortedMap(new TreeMap<>(changes));
  }

  /** What differs between two plans, held in this boot. */
  public static HeldPlan between(Map<String, String> before, Map<String, String> after) {
    SortedMap<String, Change> changes = new TreeMap<>();
    TreeSet<String> paths = new TreeSet<>(before.keySet());
    paths.addAll(after.keySet());
    for (String path : paths) {
      put(
          changes,
          path,
          Optional.ofNullable(before.get(path)),
          Optional.ofNullable(after.get(path)));
    }
    return new HeldPlan(BootId.current(), changes);
  }

  private static void put(
      Map<String, Change> changes, String path, Optional<String> before, Optional<String> after) {
    if (!before.equals(after)) {
      changes.put(path, new Change(before, after));
    }
  }

  /** What is held in a function set; after a boot without registrations to hold, nothing is. */
  public static HeldPlan of(FunctionSet set) {
    HeldPlan plan = set.current().map(HeldPlanText::read).orElse(NOTHING);
    boolean counts = set.pending().isPresent() || plan.boot.equals(BootId.current());
    return counts ? plan : NOTHING;
  }

  public boolean isEmpty() {
    return changes.isEmpty();
  }

  /** This one, and what is held after it. */
  public HeldPlan then(HeldPlan later) {
    SortedMap<String, Change> all = new TreeMap<>(changes);
    later.changes.forEach(
        (path, change) -> {
          Change first = all.remove(path);
          put(all, path, first == null ? change.before : first.before, change.after);
        });
    return new HeldPlan(later.boot.isEmpty() ? boot : later.boot, all);
  }

  /** Without these files: what was held for them is replaced, or dropped. */
  public HeldPlan without(Collection<String> paths) {
    SortedMap<String, Change> others = new TreeMap<>(changes);
    others.keySet().removeAll(paths);
    return new HeldPlan(boot, others);
  }

  /** What is held of these files alone. */
  public HeldPlan only(Collection<String> paths) {
    SortedMap<String, Change> some = new TreeMap<>(changes);
    some.keySet().retainAll(paths);
    return new HeldPlan(boot, some);
  }

  /** What is held of those lines of a file alone that begin with these words. */
  public HeldPlan lines(String path, Predicate<String> words) {
    return split(path, (change, middle) -> new Change(middle, change.after), words);
  }

  /** Without the lines of a file that begin with these words. */
  public HeldPlan withoutLines(String path, Predicate<String> words) {
    return without(List.of(path))
        .then(split(path, (change, middle) -> new Change(change.before, middle), words));
  }

  /** A file that the hold made or deleted has no lines that could be told from each other. */
  private HeldPlan split(
      String path, BiFunction<Change, Optional<String>, Change> part, Predicate<String> words) {
    SortedMap<String, Change> some = new TreeMap<>();
    Change change = changes.get(path);
    if (change != null) {
      Optional<String> middle =
          change.before.isPresent() && change.after.isPresent()
              ? Optional.of(
                  PlanLines.takeBack(
                      change.before.get(), change.after.get(), change.after.get(), words))
              : change.after;
      Change half = part.apply(change, middle);
      put(some, path, half.before, half.after);
    }
    return new HeldPlan(boot, some);
  }

  /**
   * What is still held after a change that takes effect at once: such a change is part of the plan
   * without what is held, too.
   *
   * @param now the plan before the change
   * @param then the plan after it
   * @param change gives a plan the change
   */
  public HeldPlan beside(
      SortedMap<String, String> now,
      SortedMap<String, String> then,
      UnaryOperator<SortedMap<String, String>> change) {
    if (isEmpty()) {
      return this;
    }
    try {
      return new HeldPlan(boot, between(change.apply(takenBack(now)), then).changes);
    } catch (ProblemException e) {
      return this; // the plan without what is held doesn't admit it
    }
  }

  /**
   * The plan without what is held. What was changed since by other commands stays.
   *
   * @param now the present texts, by path
   */
  public SortedMap<String, String> takenBack(SortedMap<String, String> now) {
    SortedMap<String, String> then = new TreeMap<>(now);
    changes.forEach(
        (path, change) -> {
          Optional<String> text = Optional.ofNullable(now.get(path));
          Optional<String> back =
              text.equals(change.after)
                  ? change.before
                  : text.map(
                      lines ->
                          PlanLines.takeBack(
                              change.before.orElse(""), change.after.orElse(""), lines));
          then.remove(path);
          back.ifPresent(lines -> then.put(path, lines));
        });
    return then;
  }
}
