package dlkm.conf;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Which modules can be loaded in which phase, alone and with what they need (spec §5.2, §5.3a). */
public final class PhaseRules {

  /**
   * What the rules look at.
   *
   * @param supported where the module can be loaded
   * @param phase where it shall be loaded
   * @param needs the modules that it needs
   */
  public record Facts(Set<SupportedPhase> supported, Phase phase, List<String> needs) {

    public Facts {
      supported = Set.copyOf(supported);
      needs = List.copyOf(needs);
    }

    /** Whether it was loaded before that phase, or can be loaded in it for another module. */
    private boolean isThere(Phase when) {
      return isBefore(when) || supported.contains(when.needs());
    }

    private boolean isBefore(Phase when) {
      return phase.needs().compareTo(when.needs()) < 0;
    }
  }

  private PhaseRules() {}

  /**
   * Why a module can't be loaded in a phase, if so: it does not say that it supports it, or it is
   * of a type whose services are not up yet in BOOT1.
   */
  public static Optional<String> unsupported(
      String module, ModuleType type, Set<SupportedPhase> supported, Phase phase) {
    if (!supported.contains(phase.needs())) {
      return Optional.of(module + " does not support " + phase.needs());
    }
    if (phase == Phase.BOOT1 && type != ModuleType.MISC) {
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

  /**
   * The way from a module to one that it needs and that can't be there in the module's phase: it is
   * not loaded earlier, and it does not support that phase (spec §5.3a). A module of the kernel's
   * own, of which there are no facts, can be loaded at any time.
   *
   * @return the names from the module to the one that is missing; empty when all can be there
   */
  public static List<String> brokenChain(String module, Function<String, Optional<Facts>> facts) {
    Optional<Facts> first = facts.apply(module);
    return first.isEmpty()
        ? List.of()
        : brokenChain(List.of(module), first.get(), first.get().phase(), facts, new HashSet<>());
  }

  private static List<String> brokenChain(
      List<String> way,
      Facts last,
      Phase when,
      Function<String, Optional<Facts>> facts,
      Set<String> seen) {
    for (String needed : last.needs()) {
      Optional<Facts> next = facts.apply(needed);
      if (next.isEmpty() || !seen.add(needed)) {
        continue;
      }
      List<String> longer = new ArrayList<>(way);
      longer.add(needed);
      if (!next.get().isThere(when)) {
        return longer;
      }
      if (!next.get().isBefore(when)) {
        List<String> broken = brokenChain(longer, next.get(), when, facts, seen);
        if (!broken.isEmpty()) {
          return broken;
        }
      }
    }
    return List.of();
  }
}
