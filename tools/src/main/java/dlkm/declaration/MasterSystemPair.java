package dlkm.declaration;

import dlkm.problem.Problem;
import java.util.ArrayList;
import java.util.List;

/**
 * A module's master file and system file together: equal versions, {@code $LOADABLE} in the system
 * file only if the master file has it, values only for tunables that there are (spec §3.2, §4.4.2,
 * §10.3).
 */
public final class MasterSystemPair {

  private MasterSystemPair() {}

  /**
   * What is wrong with the pair, whatever is planned: {@code kminstall} and {@code kmtune} refuse
   * it.
   *
   * @param others the tunables of others, which the plan's formulas may name
   */
  public static List<Problem> problems(MasterFile master, SystemFile system, OtherTunables others) {
    List<Problem> problems = new ArrayList<>();
    if (master.version() != system.version()) {
      problems.add(
          Problem.at(
              system.where("$VERSION"),
              "version " + system.version() + ", but the master file has " + master.version(),
              "write the version of " + master.where("$VERSION")));
    }
    if (system.loadable().isPresent() && master.loadable().isEmpty()) {
      problems.add(
          Problem.at(
              system.where("$LOADABLE"),
              "$LOADABLE, but the master file has no $LOADABLE section",
              "remove it: the module can only be linked statically"));
    }
    for (String name : system.tunables().keySet()) {
      TunableNames.unknown(master, system.where(name).toString(), name).ifPresent(problems::add);
    }
    problems.addAll(PlannedTunables.of(master, system, others).problems(master, system));
    return problems;
  }
}
