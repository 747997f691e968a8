package dlkm.update;

import dlkm.kernel.LoadedModule;
import java.util.ArrayList;
import java.util.List;

/**
 * Sorts loaded modules so that each comes before what it needs. What is loaded says what needs
 * what: the registry may describe other images.
 */
final class UnloadOrder {

  private UnloadOrder() {}

  static List<LoadedModule> dependentsFirst(List<LoadedModule> loaded) {
    List<LoadedModule> left = new ArrayList<>(loaded);
    List<LoadedModule> order = new ArrayList<>();
    while (!left.isEmpty()) {
      LoadedModule next = notNeeded(left);
      left.remove(next);
      order.add(next);
    }
    return order;
  }

  private static LoadedModule notNeeded(List<LoadedModule> left) {
    for (LoadedModule module : left) {
      if (left.stream().noneMatch(other -> module.dependents().contains(other.name()))) {
        return module;
      }
    }
    return left.getFirst();
  }
}
