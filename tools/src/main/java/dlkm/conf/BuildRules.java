package dlkm.conf;

import dlkm.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What {@code config -M} refuses of a module's master file and system file before it builds
 * anything: a module with stubs, one that isn't planned to be configured and dynamic, a planned
 * phase that it doesn't support, unequal versions (spec §3.2, §4.4.2, §5.2, §10.3). Circles are
 * found by {@code plan/BuildPlanner}, which sees other modules too.
 */
public final class BuildRules {

  private final MasterFile master;
  private final SystemFile system;
  private final List<Problem> problems = new ArrayList<>();

  private BuildRules(MasterFile master, SystemFile system) {
    this.master = master;
    this.system = system;
  }

  /** All that {@code config -M} refuses in the pair; empty when the module can be built. */
  public static List<Problem> check(MasterFile master, SystemFile system) {
    BuildRules pair = new BuildRules(master, system);
    pair.pair();
    pair.configured();
    pair.dynamic();
    pair.stub();
    pair.allPhases();
    return pair.problems;
  }

  /**
   * What a whole configuration refuses in the pair (spec §4.4.1): it builds static modules too,
   * which have no phase.
   */
  public static List<Problem> checkWhole(MasterFile master, SystemFile system) {
    BuildRules pair = new BuildRules(master, system);
    pair.pair();
    pair.configured();
    pair.stub();
    if (system.isDynamic()) {
      pair.allPhases();
    }
    return pair.problems;
  }

  private void allPhases() {
    namedPhases();
    boot1();
    phase();
  }

  /**
   * The part that holds at any time, whatever the administrator plans: what {@code kminstall} and
   * {@code kmtune} refuse.
   */
  public static List<Problem> checkPair(MasterFile master, SystemFile system) {
    BuildRules pair = new BuildRules(master, system);
    pair.pair();
    return pair.problems;
  }

  /** What does not fit the kind of the module's code. */
  public static List<Problem> checkKind(MasterFile master, CodeKind kind) {
    List<Problem> problems = new ArrayList<>();
    if (kind == CodeKind.WRAPPED && !NameRules.isIdentifier(master.module())) {
      problems.add(
          Problem.at(
              master.where("$TYPE"),
              "'" + master.module() + "' can't be the name of a module in DLKM sources",
              NameRules.IDENTIFIER_RULE));
    }
    if (kind != CodeKind.NATIVE && !master.family().isSingle()) {
      problems.add(
          Problem.at(
              master.where("$TYPE"),
              "a family of modules in sources that are not a native tree",
              "give each module a directory of its own, or have a Kbuild or Makefile make them"));
    }
    boolean make =
        master.linux().makeTarget().isPresent()
            || master.linux().ownBuild().exists()
            || !master.linux().makeVariables().isEmpty();
    if (kind != CodeKind.NATIVE && make) {
      problems.add(
          Problem.at(
              master.where("$LINUX"),
              "make-target, make-variable, make-command or prepare-command without a native tree",
              "remove them, or install a tree with a Kbuild or Makefile"));
    }
    return problems;
  }

  private void pair() {
    if (master.version() != system.version()) {
      at(
          "$VERSION",
          "version " + system.version() + ", but the master file has " + master.version(),
          "write the version of " + master.where("$VERSION"));
    }
    if (system.loadable().isPresent() && master.loadable().isEmpty()) {
      at(
          "$LOADABLE",
          "$LOADABLE, but the master file has no $LOADABLE section",
          "remove it: the module can only be linked statically");
    }
    for (String name : system.tunables().keySet()) {
      TunableRules.unknown(master, system.where(name).toString(), name).ifPresent(problems::add);
    }
    problems.addAll(PlannedTunables.of(master, system).problems(master, system));
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
    } else if (!system.isDynamic()) {
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
    if (master.loadable().filter(Loadable::stub).isPresent()) {
      problems.add(
          Problem.at(
              master.where("$LOADABLE"),
              "a stub module: stubs are not built",
              "install a module whose $LOADABLE has no stub"));
    }
  }

  private void phase() {
    Phase phase = system.plannedPhase();
    unsupported(master, phase)
        .ifPresent(wrong -> at("$LOADPHASE", "planned for " + phase + ", but " + wrong, advice()));
  }

  private String advice() {
    return "choose with kmsystem -b: " + phases(master);
  }

  /** The services that other types register with are not up yet in BOOT1 (spec §5.3). */
  private void boot1() {
    boolean boot1 =
        master.loadable().filter(l -> l.phases().contains(SupportedPhase.BOOT1)).isPresent();
    if (boot1 && !PhaseRules.isForBoot1(master.type())) {
      problems.add(
          Problem.at(
              master.where("$LOADABLE"),
              "phases has BOOT1 (0x01), which only misc modules can support, and this is "
                  + master.type().keyword(),
              "take 0x01 out of 'phases'"));
    }
  }

  private static Set<SupportedPhase> supported(MasterFile master) {
    return master.loadable().map(Loadable::phases).orElse(Set.of());
  }

  /** Why a loadable module can't be loaded in a phase, if so (spec §5.2). */
  public static Optional<String> unsupported(MasterFile master, Phase phase) {
    if (master.loadable().isEmpty()) {
      return Optional.empty();
    }
    return PhaseRules.unsupported(master.module(), master.type(), supported(master), phase);
  }

  /** The phases that a module can be planned for, with the letters of {@code kmsystem -b}. */
  public static String phases(MasterFile master) {
    return PhaseRules.possible(master.type(), supported(master));
  }

  private void at(String keyword, String what, String todo) {
    problems.add(Problem.at(system.where(keyword), what, todo));
  }
}
