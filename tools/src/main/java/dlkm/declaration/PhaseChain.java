package dlkm.declaration;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Whether everything that a module needs can be there in the module's phase (spec §5.3a): each
 * dependency is loaded in an earlier phase, or supports the same one. Three commands ask: {@code
 * config} with what is planned, {@code kmupdate} and {@code kmadmin -b} with what is registered.
 */
public final class PhaseChain {

  /**
   * What the rule looks at.
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
      return isBefore(when) || PhaseRules.isSupported(supported, when);
    }

    private boolean isBefore(Phase when) {
      return phase.needs().compareTo(when.needs()) < 0;
    }
  }

  private PhaseChain() {}

  /**
   * The way from a module to one that it needs and that can't be there in the module's phase: it is
   * not loaded earlier, and it does not support that phase. A module of the kernel's own, of which
   * there are no facts, can be loaded at any time.
   *
   * @return the names from the module to the one that is missing; empty when all can be there
   */
  public static List<String> broken(String module, Function<String, Optional<Facts>> facts) {
    Optional<Facts> first = facts.apply(module);
    return first.isEmpty()
        ? List.of()
        : broken(List.of(module), first.get(), first.get().phase(), facts, new HashSet<>());
  }

  private static List<String> broken(
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
        List<String> broken = broken(longer, next.get(), when, facts, seen);
        if (!broken.isEmpty()) {
          return broken;
        }
      }
    }
    return List.of();
  }
}
