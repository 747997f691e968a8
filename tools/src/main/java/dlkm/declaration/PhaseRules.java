package dlkm.declaration;

import dlkm.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which phase is valid for a module (spec §5.2), and what counts where its files name none: {@code
 * config} and {@code kmadmin -b} refuse by these rules, and every load goes by {@link
 * #isSupported}. What a module needs is another rule: {@link PhaseChain}.
 */
public final class PhaseRules {

  /** Supported by a module whose master file has no {@code phases}: RUN only (spec §3.1, §5.2). */
  static final Set<SupportedPhase> SUPPORTED_BY_DEFAULT = Set.of(SupportedPhase.RUN);

  /** Planned by a system file that has no {@code $LOADPHASE}: AUTO (spec §5.2, §10.3). */
  static final Phase PLANNED_BY_DEFAULT = Phase.AUTO;

  private PhaseRules() {}

  /**
   * Whether files of the version have to name both phases, so that no default counts: {@code
   * config} refuses files of version 2 that leave one out (spec §3.1, §10.3).
   */
  public static boolean hasNoDefaults(int version) {
    return version == 2;
  }

  /** Whether a master file of that version may name those phases: version 1 means RUN only. */
  static boolean isAllowed(int version, Set<SupportedPhase> supported) {
    return version != 1 || supported.equals(SUPPORTED_BY_DEFAULT);
  }

  /**
   * Whether a module may be loaded in the phase: BOOT1 needs BOOT1 in the supported set, BOOT2
   * needs BOOT2, INIT and AUTO need RUN.
   */
  public static boolean isSupported(Set<SupportedPhase> supported, Phase phase) {
    return supported.contains(phase.needs());
  }

  /**
   * Whether modules of the type can be loaded in BOOT1: what others register with isn't there yet.
   */
  private static boolean isForBoot1(ModuleType type) {
    return type == ModuleType.MISC;
  }

  /**
   * Why a module can't be loaded in a phase, if so: it does not say that it supports it, or it is
   * of a type whose services are not up yet in BOOT1.
   */
  public static Optional<String> unsupported(
      String module, ModuleType type, Set<SupportedPhase> supported, Phase phase) {
    if (!isSupported(supported, phase)) {
      return Optional.of(module + " does not support " + phase.needs());
    }
    if (phase == Phase.BOOT1 && !isForBoot1(type)) {
      return Optional.of("only misc modules can be loaded in BOOT1, and this is " + type.keyword());
    }
    return Optional.empty();
  }

  /** The phases that a module can be planned for, with the letters of {@code -b}. */
  public static String possible(ModuleType type, Set<SupportedPhase> supported) {
    List<String> possible = new ArrayList<>();
    for (Phase phase : Phase.values()) {
      if (unsupported("", type, supported, phase).isEmpty()) {
        possible.add(Character.toLowerCase(phase.letter()) + " (" + phase + ")");
      }
    }
    return possible.isEmpty()
        ? "none: give the module another 'phases'"
        : String.join(", ", possible);
  }

  /** The phases that a module can be planned for, with the letters of {@code kmsystem -b}. */
  public static String possible(MasterFile master) {
    return possible(master.type(), supported(master));
  }

  /**
   * Why a loadable module can't be loaded in a phase, if so; nothing of one that is only static.
   */
  public static Optional<String> unsupported(MasterFile master, Phase phase) {
    return master.loadable().isEmpty()
        ? Optional.empty()
        : unsupported(master.module(), master.type(), supported(master), phase);
  }

  /**
   * What is wrong with BOOT1 in the supported set of a module that isn't {@code misc} (spec §5.3):
   * the services that it registers with are not up yet.
   */
  public static Optional<Problem> boot1(MasterFile master) {
    return supported(master).contains(SupportedPhase.BOOT1) && !isForBoot1(master.type())
        ? Optional.of(
            Problem.at(
                master.where("$LOADABLE"),
                "phases has BOOT1 (0x01), which only misc modules can support, and this is "
                    + master.type().keyword(),
                "take 0x01 out of 'phases'"))
        : Optional.empty();
  }

  private static Set<SupportedPhase> supported(MasterFile master) {
    return master.loadable().map(Loadable::phases).orElse(Set.of());
  }
}
