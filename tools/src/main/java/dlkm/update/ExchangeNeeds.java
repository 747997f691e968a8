package dlkm.update;

import dlkm.load.LoadRule;
import dlkm.modname.ModuleName;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import dlkm.registry.Registration;
import dlkm.registry.Registry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What the next images of loaded modules need and isn't loaded, declared or by symbols, and what
 * that needs in turn: a module that is loaded in place of another one gets none of it by itself.
 */
final class ExchangeNeeds {

  private final Registry next;
  private final Function<Registration, Collection<String>> suppliers;
  private final Predicate<String> isLoaded;
  private final Set<String> exchanged = new HashSet<>();
  private final Set<String> asked = new HashSet<>();
  private final Set<String> begun = new HashSet<>();
  private final Set<String> late = new HashSet<>();
  private final List<Registration> order = new ArrayList<>();
  private final Map<String, String> neededBy = new LinkedHashMap<>();

  /**
   * The needs of some modules.
   *
   * @param loaded the modules that are exchanged
   * @param coming modules that aren't loaded, and become it
   * @param suppliers the modules from which the next image of a registration takes symbols
   * @param isLoaded whether the module of a kernel name is loaded
   * @throws ProblemException when one of those that are needed is never loaded
   * @throws AtBootException when one of them may not be loaded now
   */
  ExchangeNeeds(
      Registry next,
      List<Registration> loaded,
      List<Registration> coming,
      Function<Registration, Collection<String>> suppliers,
      Predicate<String> isLoaded) {
    this.next = next;
    this.suppliers = suppliers;
    this.isLoaded = isLoaded;
    loaded.forEach(registration -> exchanged.add(registration.kernelName()));
    coming.forEach(registration -> asked.add(registration.kernelName()));
    loaded.forEach(this::visit);
    coming.forEach(this::visit);
  }

  private void visit(Registration registration) {
    if (!begun.add(registration.kernelName())) {
      return;
    }
    Set<String> needs = needs(registration);
    List<String> missing = new ArrayList<>(needs);
    missing.removeIf(needed -> exchanged.contains(needed) || isLoaded.test(needed));
    requireLoadable(next, registration.module(), change(registration), missing);
    missing.forEach(needed -> neededBy.putIfAbsent(needed, registration.module()));
    for (String needed : needs) {
      if (exchanged.contains(needed) || missing.contains(needed)) {
        next.findByKernelName(needed).ifPresent(this::visit);
      }
    }
    if (asked.contains(registration.kernelName())
        || needs.stream().anyMatch(needed -> exchanged.contains(needed) || late.contains(needed))) {
      late.add(registration.kernelName());
    }
    order.add(registration);
  }

  private Set<String> needs(Registration registration) {
    Set<String> needs = new LinkedHashSet<>();
    registration.dependencies().forEach(name -> needs.add(ModuleName.kernelForm(name)));
    suppliers.apply(registration).forEach(name -> needs.add(ModuleName.kernelForm(name)));
    return needs;
  }

  private String change(Registration registration) {
    return isExchanged(registration) ? "replaced live" : "loaded";
  }

  /**
   * The kernel's loader doesn't know the rules for our modules when it is given a file.
   *
   * @param change what is to become of the module
   * @throws ProblemException when one of those that are missing isn't to be used: no boot loads it
   * @throws AtBootException when a boot loads what can't be loaded now
   */
  static void requireLoadable(
      Registry registry, String module, String change, List<String> missing) {
    List<Problem> problems = new ArrayList<>();
    boolean never = false;
    for (String needed : missing) {
      Optional<Registration> found = registry.findByKernelName(ModuleName.kernelForm(needed));
      Optional<Problem> why = found.flatMap(LoadRule::check);
      if (why.isPresent()) {
        problems.add(why.get());
        problems.add(Problem.of(module, "can't be " + change + ": it needs " + needed, ""));
        never |= !found.get().isStatic() && !found.get().phases().used();
      }
    }
    if (never) {
      throw new ProblemException(problems);
    }
    if (!problems.isEmpty()) {
      throw new AtBootException(problems);
    }
  }

  /** The exchanged modules and those of ours that come with them, each after what it needs. */
  List<Registration> order() {
    return List.copyOf(order);
  }

  /** Whether a module is loaded now, and not one that comes. */
  boolean isExchanged(Registration registration) {
    return exchanged.contains(registration.kernelName());
  }

  /** Whether a module has to come last: it needs one that is exchanged, or is asked for. */
  boolean comesLate(Registration registration) {
    return late.contains(registration.kernelName());
  }

  /** The kernel's own modules that come. */
  List<String> others() {
    return neededBy.keySet().stream()
        .filter(needed -> next.findByKernelName(needed).isEmpty())
        .toList();
  }

  /** A module that needs one that comes; none where it is asked for alone. */
  Optional<String> neededBy(String kernelName) {
    return Optional.ofNullable(neededBy.get(kernelName));
  }
}
