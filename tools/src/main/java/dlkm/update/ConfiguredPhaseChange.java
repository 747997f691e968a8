package dlkm.update;

import dlkm.declaration.Phase;
import dlkm.declaration.PhaseRules;
import dlkm.funcset.FunctionSet;
import dlkm.funcset.RegistrationChange;
import dlkm.host.Caller;
import dlkm.load.StaticRule;
import dlkm.modname.ModuleName;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import dlkm.registry.Phases;
import dlkm.registry.RegisteredPhaseChain;
import dlkm.registry.Registration;
import dlkm.registry.Registry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code kmadmin -b}: the configured loading phase of registered modules, for every boot from the
 * next on (spec §4.8). All of the named modules change, or none.
 */
public final class ConfiguredPhaseChange {

  private final Caller caller;
  private final FunctionSet set;
  private final Phase phase;
  private final List<Problem> problems = new ArrayList<>();

  public ConfiguredPhaseChange(Caller caller, FunctionSet set, Phase phase) {
    this.caller = caller;
    this.set = set;
    this.phase = phase;
  }

  public void apply(List<String> operands) {
    Registry registry = set.registry();
    List<Registration> changed = new ArrayList<>();
    for (String operand : operands) {
      find(registry, operand).ifPresent(registration -> check(registration, changed));
    }
    checkChains(registry, changed);
    if (!problems.isEmpty()) {
      throw new ProblemException(problems);
    }
    if (!changed.isEmpty()) {
      RegistrationChange change = RegistrationChange.of(set, caller.user(), caller::say);
      for (Registration registration : changed) {
        change.configure(registration.module(), phase);
      }
      change.apply("kmadmin -b " + phase.letter() + " " + String.join(" ", operands));
    }
  }

  /** Checks the phases of the dependencies and dependents of changed modules. */
  private void checkChains(Registry registry, List<Registration> changed) {
    Registry then = registry;
    for (Registration registration : changed) {
      then = then.replace(registration);
    }
    problems.addAll(
        RegisteredPhaseChain.newClashes(
            registry, then, "would be loaded", "choose another phase for one of them"));
  }

  private Optional<Registration> find(Registry registry, String operand) {
    boolean isId = !operand.isEmpty() && operand.chars().allMatch(Character::isDigit);
    Optional<Registration> found =
        isId
            ? registry.findById(id(operand))
            : registry.findByKernelName(ModuleName.kernelForm(operand));
    if (found.isEmpty()) {
      problems.add(
          Problem.of(
              operand,
              (isId ? "no module with this id" : "is not")
                  + " registered with kernel "
                  + set.release(),
              "'kmadmin -s' lists all modules"));
    }
    return found;
  }

  /** Parses an id; a malformed one belongs to no module. */
  private static int id(String digits) {
    try {
      return Integer.parseInt(digits);
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private void check(Registration registration, List<Registration> changed) {
    if (registration.isStatic()) {
      problems.add(StaticRule.refusal(registration.module()));
      return;
    }
    Phases phases = registration.phases();
    Optional<String> why =
        PhaseRules.unsupported(
            registration.module(), registration.type(), phases.supported(), phase);
    if (why.isPresent()) {
      problems.add(
          Problem.of(
              registration.module(),
              "can't be loaded in phase " + phase + ": " + why.get(),
              "allowed: " + PhaseRules.possible(registration.type(), phases.supported())));
    } else if (phases.configured() != phase) {
      changed.add(registration.withPhases(phases.configured(phase)));
    }
  }
}
