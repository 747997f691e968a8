package dlkm.registry;

import dlkm.declaration.Phase;
import dlkm.declaration.PhaseRules;
import dlkm.declaration.SupportedPhase;
import dlkm.problem.Problem;
import java.util.Optional;
import java.util.Set;

/**
 * The three attributes of spec §5.1, and whether the module is used at all.
 *
 * @param supported where the module can be loaded, as its developer declared
 * @param planned where the administrator wanted it when it was configured
 * @param configured where it is loaded at the next boot
 * @param used false once its system file says {@code $CONFIGURE N}: nobody loads it then, in any
 *     phase, by any name
 */
public record Phases(Set<SupportedPhase> supported, Phase planned, Phase configured, boolean used) {

  /** What is said of a module that isn't used, after its name or "it". */
  public static final String UNUSED = "is planned to be unused (kmsystem -c n)";

  public Phases {
    supported = Set.copyOf(supported);
  }

  /** The answer to whoever asks for a module that isn't used. */
  public static Problem refusal(String module) {
    return new Problem(module, UNUSED, "'kmsystem -c y " + module + "' lets it be used again");
  }

  /** Whether the module may be loaded in the phase, as far as its developer goes (spec §5.2). */
  public boolean supports(Phase phase) {
    return PhaseRules.isSupported(supported, phase);
  }

  /**
   * Why the module may not be loaded once the boot has come to RUN, on demand, on access or for
   * another one, if so: it isn't used, or doesn't support RUN, which AUTO needs (spec §5.3).
   * Follows on the module's name or "it".
   */
  public Optional<String> notInRun() {
    if (!used) {
      return Optional.of(UNUSED);
    }
    return supports(Phase.AUTO) ? Optional.empty() : Optional.of("doesn't support RUN");
  }

  /** Of a module that is used. */
  public Phases(Set<SupportedPhase> supported, Phase planned, Phase configured) {
    this(supported, planned, configured, true);
  }

  /** The same with another configured phase. */
  public Phases configured(Phase other) {
    return new Phases(supported, planned, other, used);
  }

  /** The same as a build by another plan makes them. */
  public Phases planned(Phase other) {
    return new Phases(supported, other, other);
  }

  /** The same of a module that is used, or not. */
  public Phases used(boolean whether) {
    return new Phases(supported, planned, configured, whether);
  }
}
