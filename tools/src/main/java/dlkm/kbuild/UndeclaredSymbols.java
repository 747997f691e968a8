package dlkm.kbuild;

import dlkm.plan.ModulePlan;
import dlkm.problem.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
   * @param undefined the symbols that the image needs
   * @param exports the symbols that each module of ours exports
   */
  public static List<Problem> undeclared(
      ModulePlan plan, Collection<String> undefined, Map<String, List<String>> exports) {
    Map<String, String> owners = owners(plan, exports);
    Set<String> declared = new HashSet<>(plan.ours());
    List<Problem> problems = new ArrayList<>();
    for (String symbol : undefined) {
      String owner = owners.get(symbol);
      if (owner != null && !declared.contains(owner)) {
        problems.add(problem(plan, symbol, owner));
      }
    }
    return problems;
  }

  /** The modules of ours, itself left out, that export what an image needs. */
  public static List<String> owners(
      ModulePlan plan, Collection<String> undefined, Map<String, List<String>> exports) {
    Map<String, String> owners = owners(plan, exports);
    return undefined.stream().map(owners::get).filter(Objects::nonNull).distinct().toList();
  }

  static Problem problem(ModulePlan plan, String symbol, String owner) {
    return Problem.at(
        plan.master().where("$DRIVER_DEPENDENCY"),
        plan.name() + " uses " + symbol + " of " + owner + " without declaring it",
        "add " + owner + " to its $DRIVER_DEPENDENCY");
  }

  private static Map<String, String> owners(ModulePlan plan, Map<String, List<String>> exports) {
    Map<String, String> owners = new HashMap<>();
    exports.forEach(
        (module, symbols) -> {
          if (!module.equals(plan.name())) {
            symbols.forEach(symbol -> owners.put(symbol, module));
          }
        });
    return owners;
  }
}
