package dlkm.cli;

import dlkm.conf.Phase;
import dlkm.conf.SupportedPhase;
import dlkm.funcset.Change;
import dlkm.funcset.FunctionSet;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import dlkm.registry.Phases;
import dlkm.registry.Registration;
import dlkm.registry.Registry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code kmadmin -b}: the configured loading phase of registered modules, for every boot from the
 * next on (spec §4.8). All of the named modules change, or none.
 */
final class PhaseChange {

  private final FunctionSet set;
  private final Phase phase;
  private final List<Problem> problems = new ArrayList<>();

  PhaseChange(FunctionSet set, Phase phase) {
    this.set = set;
    this.phase = phase;
  }

  void apply(List<String> operands) {
    Registry registry = set.registry();
    List<Registration> changed = new ArrayList<>();
    for (String operand : operands) {
      find(registry, operand).ifPresent(registration -> check(registration, changed));
    }
    if (!problems.isEmpty()) {
      throw new ProblemException(problems);
    }
    if (!changed.isEmpty()) {
      Change change = Change.of(set, Invoker.name());
      for (Registration registration : changed) {
        change.replace(registration);
      }
      change.apply("kmadmin -b " + phase.letter() + " " + String.join(" ", operands));
    }
  }

  private Optional<Registration> find(Registry registry, String operand) {
    boolean isId = !operand.isEmpty() && operand.chars().allMatch(Character::isDigit);
    Optional<Registration> found =
        isId
            ? registry.findById(Integer.parseInt(operand))
            : registry.findByKernelName(operand.replace('-', '_'));
    if (found.isEmpty()) {
      problems.add(
          Problem.of(
              operand,
              (isId ? "no module with this id" : "is not")
                  + " registered with kernel "
                  + set.release(),
              "'kmadmin -s' lists what is"));
    }
    return found;
  }

  private void check(Registration registration, List<Registration> changed) {
    Phases phases = registration.phases();
    if (!phases.supported().contains(phase.needs())) {
      problems.add(
          Problem.of(
              registration.module(),
              "can't be loaded in phase " + phase.name() + ": it doesn't support " + phase.needs(),
              "it supports " + words(phases)));
    } else if (phases.configured() != phase) {
      changed.add(registration.withPhases(new Phases(phases.supported(), phases.planned(), phase)));
    }
  }

  private static String words(Phases phases) {
    StringBuilder words = new StringBuilder();
    for (SupportedPhase each : SupportedPhase.values()) {
      if (phases.supported().contains(each)) {
        words.append(words.isEmpty() ? "" : " ").append(each.name());
      }
    }
    return words.toString();
  }
}
