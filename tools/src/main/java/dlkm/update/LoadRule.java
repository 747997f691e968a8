package dlkm.update;

import dlkm.conf.PhaseRules;
import dlkm.problem.Problem;
import dlkm.registry.Phases;
import dlkm.registry.Registration;
import java.util.Optional;

/**
 * When a registered module may be loaded now, whoever asks (spec §5.3, §6.3): its plan uses it, and
 * it supports RUN.
 */
public final class LoadRule {

  private LoadRule() {}

  /** Why the module can't be loaded now, if that is so. */
  public static Optional<Problem> check(Registration registration) {
    Phases phases = registration.phases();
    if (!phases.used()) {
      return Optional.of(PlannedUse.refusal(registration.module()));
    }
    return phases
        .notInRun()
        .map(
            why ->
                Problem.of(
                    registration.module(),
                    "can't be loaded now: it " + why,
                    "plan it for a boot phase: 'kmadmin -b', "
                        + PhaseRules.possible(registration.type(), phases.supported())));
  }
}
