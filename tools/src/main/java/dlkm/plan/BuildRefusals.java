package dlkm.plan;

import dlkm.declaration.MasterFile;
import dlkm.declaration.MasterSystemPair;
import dlkm.declaration.OtherTunables;
import dlkm.declaration.Phase;
import dlkm.declaration.PhaseRules;
import dlkm.declaration.SystemFile;
import dlkm.problem.Problem;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@code config -M} refuses of a module's master file and system file before it builds
 * anything: a module with stubs, one that isn't planned to be configured and dynamic, a planned
 * phase that it doesn't support (spec §3.2, §4.4.2, §5.2, §10.3), and what {@link MasterSystemPair}
 * finds, such as unequal versions. Circles are found by {@link BuildPlanner}, which sees other
 * modules too.
 */
public final class BuildRefusals {

  private final MasterFile master;
  private final SystemFile system;
  private final List<Problem> problems = new ArrayList<>();

  private BuildRefusals(MasterFile master, SystemFile system) {
    this.master = master;
    this.system = system;
  }

  /**
   * All that {@code config -M} refuses in the pair; empty when the module can be built.
   *
   * @param others the tunables of others, which the plan's formulas may name
   */
  public static List<Problem> check(MasterFile master, SystemFile system, OtherTunables others) {
    BuildRefusals rules = new BuildRefusals(master, system);
    rules.problems.addAll(MasterSystemPair.problems(master, system, others));
    rules.configured();
    rules.dynamic();
    rules.stub();
    rules.allPhases();
    return rules.problems;
  }

  /**
   * What a whole configuration refuses in the pair (spec §4.4.1): it builds static modules too,
   * which have no phase.
   */
  static List<Problem> checkWhole(MasterFile master, SystemFile system, OtherTunables others) {
    BuildRefusals rules = new BuildRefusals(master, system);
    rules.problems.addAll(MasterSystemPair.problems(master, system, others));
    rules.configured();
    if (system.isDynamic()) {
      rules.allPhases();
    }
    return rules.problems;
  }

  private void allPhases() {
    namedPhases();
    boot1();
    phase();
  }

  private void configured() {
    if (!system.isConfigured()) {
      at("$CONFIGURE", "not planned to be configured", "'kmsystem -c y " + master.module() + "'");
    }
  }

  private void dynamic() {
    if (master.loadable().isEmpty()) {
      problems.add(
          Problem.at(
              master.where("$TYPE"),
              "a static module: the master file has no $LOADABLE section",
              "build the whole kernel: 'config SYSTEM_FILE'"));
    } else if (system.isPlannedStatic()) {
      at(
          "$LOADABLE",
          "not planned as loadable",
          "'kmsystem -l y "
              + master.module()
              + "', or build the whole kernel: 'config SYSTEM_FILE'");
    }
  }

  private void namedPhases() {
    if (!PhaseRules.hasNoDefaults(master.version()) || master.loadable().isEmpty()) {
      return;
    }
    if (!master.loadable().get().given()) {
      problems.add(
          Problem.at(
              master.where("$LOADABLE"),
              "no 'phases' in a master file of version 2",
              "write 'phases 0x04' (RUN), or with 0x01 (BOOT1) and 0x02 (BOOT2) added"));
    }
    if (system.loadPhase().isEmpty()) {
      at(
          "$LOADPHASE",
          "no $LOADPHASE in a system file of version 2",
          "'kmsystem -b a " + master.module() + "', or 1, 2, i instead of a");
    }
  }

  private void stub() {
    if (master.hasStub()) {
      problems.add(
          Problem.at(
              master.where("$LOADABLE"),
              "a stub module: its stubs are part of the static kernel",
              "build the whole kernel: 'config SYSTEM_FILE'"));
    }
  }

  private void phase() {
    Phase phase = system.plannedPhase();
    PhaseRules.unsupported(master, phase)
        .ifPresent(wrong -> at("$LOADPHASE", "planned for " + phase + ", but " + wrong, advice()));
  }

  private String advice() {
    return "choose with kmsystem -b: " + PhaseRules.possible(master);
  }

  private void boot1() {
    PhaseRules.boot1(master).ifPresent(problems::add);
  }

  private void at(String keyword, String what, String todo) {
    problems.add(Problem.at(system.where(keyword), what, todo));
  }
}
