package dlkm.kbuild;

import dlkm.plan.ModulePlan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** Groups modules by the tree that makes them, each tree after those that it needs. */
final class TreeOrder {

  private final SequencedMap<String, List<ModulePlan>> families = new LinkedHashMap<>();
  private final Map<String, String> familyOf = new LinkedHashMap<>();
  private final SequencedMap<String, List<ModulePlan>> ordered = new LinkedHashMap<>();

  private TreeOrder(List<ModulePlan> plans) {
    for (ModulePlan plan : plans) {
      String family = plan.master().family().name();
      families.computeIfAbsent(family, _ -> new ArrayList<>()).add(plan);
      familyOf.put(plan.name(), family);
    }
  }

  /**
   * The families of modules.
   *
   * @param plans dependencies first
   */
  static List<List<ModulePlan>> families(List<ModulePlan> plans) {
    TreeOrder order = new TreeOrder(plans);
    order.families.keySet().forEach(family -> order.visit(family, new ArrayList<>()));
    return List.copyOf(order.ordered.values());
  }

  private void visit(String family, List<String> path) {
    if (ordered.containsKey(family) || path.contains(family)) {
      return;
    }
    path.add(family);
    for (ModulePlan plan : families.get(family)) {
      for (String needed : plan.ours()) {
        if (familyOf.containsKey(needed)) {
          visit(familyOf.get(needed), path);
        }
      }
    }
    ordered.put(family, families.get(family));
  }
}
