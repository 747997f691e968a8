package dlkm.declaration;

import dlkm.problem.Problem;
import dlkm.problem.Where;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All tunables of a module, or of the traditional part of the kernel, with their planned values
 * computed and checked against each other (spec §4.3, §9.4).
 *
 * @param all without those whose value can't be computed
 * @param faults what can't be built
 */
public record PlannedTunables(List<PlannedTunable> all, List<TunableFault> faults) {

  public PlannedTunables {
    all = List.copyOf(all);
    faults = List.copyOf(faults);
  }

  /** The tunables of a module as its two files plan them. */
  public static PlannedTunables of(MasterFile master, SystemFile system, OtherTunables others) {
    return of(master, system.tunables(), others);
  }

  /** The tunables of a module with other overrides. */
  static PlannedTunables of(
      MasterFile master, Map<String, String> overrides, OtherTunables others) {
    return of(
        master.tunables(),
        master.linux().constraints(),
        overrides,
        master.linux().writable(),
        others);
  }

  /**
   * Tunables with their constraints and overrides; overrides of other names are left out.
   *
   * @param others what a formula may name besides
   */
  public static PlannedTunables of(
      List<TunableDefault> declared,
      TunableConstraints constraints,
      Map<String, String> overrides,
      Set<String> writable,
      OtherTunables others) {
    TunableEvaluator evaluator = new TunableEvaluator(declared, overrides, others);
    List<PlannedTunable> all = new ArrayList<>();
    for (TunableDefault tunable : declared) {
      Optional<TunableContent> value = evaluator.value(tunable.name());
      if (value.isPresent()) {
        all.add(
            new PlannedTunable(
                tunable,
                Optional.ofNullable(overrides.get(tunable.name())),
                value.get(),
                evaluator.defaultValue(tunable),
                writable.contains(tunable.name())));
      }
    }
    List<TunableFault> faults = new ArrayList<>(evaluator.faults());
    faults.addAll(TunableLimits.check(declared, constraints, evaluator));
    return new PlannedTunables(all, faults);
  }

  /** The tunable of that name, if its value can be computed. */
  public Optional<PlannedTunable> find(String name) {
    return all.stream().filter(tunable -> tunable.name().equals(name)).findFirst();
  }

  /** What is wrong, each with the line of a file that makes it so. */
  public List<Problem> problems(MasterFile master, SystemFile system) {
    List<Problem> problems = new ArrayList<>();
    for (TunableFault fault : faults) {
      String place =
          fault
              .tunable()
              .flatMap(name -> where(master, system, name))
              .orElseGet(() -> system.where(fault.tunable().orElse("$TUNABLE")))
              .toString();
      problems.add(fault.planned(place, true));
    }
    return problems;
  }

  /** The line that a tunable's planned value stands in; empty where no file has the tunable. */
  public static Optional<Where> where(MasterFile master, SystemFile system, String tunable) {
    return system.tunables().containsKey(tunable)
        ? Optional.of(system.where(tunable))
        : master.tunable(tunable).map(TunableDefault::where);
  }
}
