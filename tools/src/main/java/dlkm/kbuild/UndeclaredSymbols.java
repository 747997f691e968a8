package dlkm.kbuild;

import dlkm.plan.ModulePlan;
import dlkm.problem.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Checks that a built module uses symbols of our other modules only along declared dependencies
 * (spec §4.11, {@code ERELOC}): a build that several modules share, or a prebuilt object, would let
 * it pass.
 */
public final class UndeclaredSymbols {

  private UndeclaredSymbols() {}

  /**
   * The undeclared uses of an image.
   *
   * @param owners of the symbols that the image needs
   */
  public static List<Problem> undeclared(ModulePlan plan, Map<String, String> owners) {
    Set<String> declared = new HashSet<>(plan.ours());
    List<Problem> problems = new ArrayList<>();
    owners.forEach(
        (symbol, owner) -> {
          if (!declared.contains(owner)) {
            problems.add(problem(plan, symbol, owner));
          }
        });
    return problems;
  }

  /**
   * The symbols that an image needs, in that order, with the modules of ours, itself left out, that
   * export them.
   *
   * @param undefined the symbols that the image needs
   * @param exports the symbols that each module of ours exports
   */
  public static Map<String, String> owners(
      ModulePlan plan, Collection<String> undefined, Map<String, List<String>> exports) {
    Map<String, String> all = new HashMap<>();
    exports.forEach(
        (module, symbols) -> {
          if (!module.equals(plan.name())) {
            symbols.forEach(symbol -> all.put(symbol, module));
          }
        });
    Map<String, String> owners = new LinkedHashMap<>();
    for (String symbol : undefined) {
      if (all.containsKey(symbol)) {
        owners.put(symbol, all.get(symbol));
      }
    }
    return owners;
  }

  static Problem problem(ModulePlan plan, String symbol, String owner) {
    return Problem.at(
        plan.master().where("$DRIVER_DEPENDENCY"),
        plan.name() + " uses " + symbol + " of " + owner + " without declaring it",
        "add " + owner + " to its $DRIVER_DEPENDENCY");
  }
}
