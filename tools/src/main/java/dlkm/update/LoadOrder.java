package dlkm.update;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;

/** Sorts modules so that each comes after those that it needs. */
final class LoadOrder {

  private LoadOrder() {}

  /**
   * The sorted modules.
   *
   * @param needs whether the first one needs the second one
   */
  static <T> List<T> dependenciesFirst(List<T> modules, BiPredicate<T, T> needs) {
    List<T> ordered = new ArrayList<>();
    for (T module : modules) {
      visit(module, modules, needs, ordered, new ArrayList<>());
    }
    return ordered;
  }

  private static <T> void visit(
      T module, List<T> all, BiPredicate<T, T> needs, List<T> ordered, List<T> path) {
    if (ordered.contains(module) || path.contains(module)) {
      return;
    }
    path.add(module);
    for (T other : all) {
      if (needs.test(module, other)) {
        visit(other, all, needs, ordered, path);
      }
    }
    ordered.add(module);
  }
}
