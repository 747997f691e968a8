package dlkm.declaration;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which states a module can have, and what its system file says for each of them (spec §9.3): the
 * states are another view of {@code $CONFIGURE}, {@code $LOADABLE} and {@code $LOADPHASE}.
 */
public final class StateRules {

  static final String CAUSE = "$CAUSE";

  /** Where a module is loaded at boot, the latest first: more of the kernel is there. */
  private static final List<Phase> AT_BOOT = List.of(Phase.INIT, Phase.BOOT2, Phase.BOOT1);

  private StateRules() {}

  /** The states that a module can have: it is never used where its file has no $CONFIGURE. */
  public static Set<ModuleState> capable(MasterFile master, SystemFile system) {
    Set<ModuleState> capable = EnumSet.of(ModuleState.UNUSED);
    if (system.configure().isEmpty()) {
      return capable;
    }
    capable.add(ModuleState.STATIC);
    if (system.loadable().isPresent()) {
      if (atBoot(master, Phase.AUTO).isPresent()) {
        capable.add(ModuleState.LOADED);
      }
      if (supports(master, Phase.AUTO)) {
        capable.add(ModuleState.AUTO);
      }
    }
    return capable;
  }

  /** The state that the developer prefers: auto if it can be, else loaded, else static. */
  public static ModuleState best(MasterFile master, SystemFile system) {
    Set<ModuleState> capable = capable(master, system);
    if (capable.contains(ModuleState.AUTO)) {
      return ModuleState.AUTO;
    }
    if (capable.contains(ModuleState.LOADED)) {
      return ModuleState.LOADED;
    }
    return capable.contains(ModuleState.STATIC) ? ModuleState.STATIC : ModuleState.UNUSED;
  }

  private static boolean supports(MasterFile master, Phase phase) {
    return master.loadable().isPresent() && PhaseRules.unsupported(master, phase).isEmpty();
  }

  /** The phase of a module that is loaded at boot: the planned one if that is of the boot. */
  private static Optional<Phase> atBoot(MasterFile master, Phase planned) {
    if (planned != Phase.AUTO && supports(master, planned)) {
      return Optional.of(planned);
    }
    return AT_BOOT.stream().filter(phase -> supports(master, phase)).findFirst();
  }

  /**
   * The text of a module's system file that plans the state.
   *
   * @param state one that the module can have
   */
  public static String plan(
      String text, MasterFile master, SystemFile system, ModuleState state, StateCause cause) {
    String planned =
        switch (state) {
          case UNUSED -> use(text, system, "N");
          case STATIC -> isStatic(use(text, system, "Y"), system);
          case LOADED ->
              dynamic(
                  use(text, system, "Y"), atBoot(master, system.plannedPhase()).orElse(Phase.AUTO));
          case AUTO -> dynamic(use(text, system, "Y"), Phase.AUTO);
        };
    return SystemText.set(planned, CAUSE, cause.word());
  }

  /** The text of a system file whose plan the administrator just changed. */
  public static String explicit(String text) {
    return SystemText.set(text, CAUSE, StateCause.EXPLICIT.word());
  }

  private static String use(String text, SystemFile system, String letter) {
    return system.configure().isPresent() ? SystemText.set(text, "$CONFIGURE", letter) : text;
  }

  private static String isStatic(String text, SystemFile system) {
    return system.loadable().isPresent() ? SystemText.set(text, "$LOADABLE", "N") : text;
  }

  private static String dynamic(String text, Phase phase) {
    String loadable = SystemText.set(text, "$LOADABLE", "Y");
    return SystemText.set(loadable, "$LOADPHASE", String.valueOf(phase.letter()));
  }
}
