package dlkm.tune;

import dlkm.component.InstalledModule;
import dlkm.declaration.SimilarName;
import dlkm.host.Host;
import dlkm.image.ModuleParameter;
import dlkm.modname.ModuleName;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the tunables that a user names: {@code NAME}, {@code MODULE.NAME}, or all of a module (spec
 * §4.3 {@code -q}, §9.4).
 *
 * @param all among which they are
 */
public record TunableSearch(List<TunableStatus> all) {

  public TunableSearch {
    all = List.copyOf(all);
  }

  /**
   * The parameters of a module: its tunables, what else the running kernel shows of it, and what
   * else its image for that kernel has.
   *
   * @return none for a module without any
   * @throws ProblemException when the module is neither installed nor loaded
   */
  public List<TunableStatus> ofModule(Host host, String module) {
    List<TunableStatus> found = new ArrayList<>();
    for (TunableStatus status : all) {
      if (status.module().filter(name -> ModuleName.isSame(name, module)).isPresent()) {
        found.add(status);
      }
    }
    Set<String> names = new HashSet<>();
    found.forEach(status -> names.add(status.name()));
    for (TunableStatus running : RunningParameters.of(host, module)) {
      if (names.add(running.name())) {
        found.add(running);
      }
    }
    Optional<List<ModuleParameter>> image = ParameterFacts.ofImage(host, module);
    for (ModuleParameter parameter : image.orElse(List.of())) {
      if (names.add(parameter.name())) {
        found.add(RunningParameters.notShown(module, parameter.name()));
      }
    }
    if (found.isEmpty() && image.isEmpty() && !isKnown(host, module)) {
      throw new ProblemException(
          module, "is neither installed nor loaded", "'kmtune -a' lists all parameters");
    }
    return found;
  }

  private static boolean isKnown(Host host, String module) {
    return InstalledModule.isInstalled(host, InstalledModule.named(host, module))
        || RunningParameters.isShown(host, module);
  }

  /**
   * The tunable of a name, or the parameter {@code MODULE.NAME} of any loaded module.
   *
   * @throws ProblemException when there is none, or more than one
   */
  public TunableStatus findAny(Host host, String wanted) {
    int dot = wanted.indexOf('.');
    if (dot > 0 && ModuleName.isValid(wanted.substring(0, dot))) {
      String name = wanted.substring(dot + 1);
      for (TunableStatus running : RunningParameters.of(host, wanted.substring(0, dot))) {
        boolean ours = all.stream().anyMatch(status -> isSame(status, running));
        if (running.name().equals(name) && !ours) {
          return running;
        }
      }
    }
    return find(wanted);
  }

  private static boolean isSame(TunableStatus one, TunableStatus other) {
    return one.name().equals(other.name())
        && one.module().filter(m -> ModuleName.isSame(m, other.module().orElseThrow())).isPresent();
  }

  /**
   * The tunable of a name, which may be {@code MODULE.NAME}.
   *
   * @throws ProblemException when there is none, or more than one
   */
  public TunableStatus find(String wanted) {
    int dot = wanted.indexOf('.');
    String module = dot < 0 ? "" : wanted.substring(0, dot);
    String name = wanted.substring(dot + 1);
    List<TunableStatus> found = new ArrayList<>();
    for (TunableStatus parameter : all) {
      boolean owner =
          module.isEmpty()
              || parameter.module().filter(m -> ModuleName.isSame(m, module)).isPresent();
      if (owner && parameter.name().equals(name)) {
        found.add(parameter);
      }
    }
    if (found.size() != 1) {
      throw new ProblemException(found.isEmpty() ? unknown(wanted) : ambiguous(name, found));
    }
    return found.getFirst();
  }

  private Problem unknown(String wanted) {
    List<String> names = all.stream().map(TunableStatus::name).distinct().toList();
    return Problem.of(
        wanted,
        "no such tunable",
        SimilarName.to(wanted, names)
            .map(name -> "did you mean '" + name + "'?")
            .orElse("'kmtune' lists all"));
  }

  private static Problem ambiguous(String name, List<TunableStatus> found) {
    List<String> full = new ArrayList<>();
    for (TunableStatus parameter : found) {
      parameter.module().ifPresent(module -> full.add(module + "." + name));
    }
    return Problem.of(
        name, "a tunable of more than one module", "write one of " + String.join(", ", full));
  }
}
