package dlkm.tune;

import dlkm.component.InstalledModule;
import dlkm.component.SharedMasters;
import dlkm.component.Texts;
import dlkm.conf.HpuxSystemFile;
import dlkm.conf.MasterFile;
import dlkm.conf.Nearest;
import dlkm.conf.SystemFile;
import dlkm.conf.TunableDefault;
import dlkm.host.Host;
import dlkm.host.Layout;
import dlkm.modname.ModuleName;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * All tunables of a machine: those of the installed modules, of the shared master files, and of the
 * HP-UX system file (spec §4.3).
 *
 * @param all by name, then module
 * @param problems of modules whose files can't be read; their tunables are missing
 */
public record PlannedParameters(List<PlannedParameter> all, List<Problem> problems) {

  public PlannedParameters {
    all = List.copyOf(all);
    problems = List.copyOf(problems);
  }

  /** Reads them. */
  public static PlannedParameters read(Host host, Path hpuxSystem) {
    List<PlannedParameter> all = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    for (String module : InstalledModule.names(host)) {
      try {
        all.addAll(
            ofModule(
                host, InstalledModule.master(host, module), InstalledModule.system(host, module)));
      } catch (ProblemException e) {
        problems.addAll(e.problems());
      }
    }
    all.addAll(traditional(host, hpuxSystem));
    all.sort(
        Comparator.comparing(PlannedParameter::name).thenComparing(p -> p.module().orElse("")));
    return new PlannedParameters(all, problems);
  }

  private static List<PlannedParameter> ofModule(Host host, MasterFile master, SystemFile system) {
    List<PlannedParameter> parameters = new ArrayList<>();
    for (TunableDefault tunable : master.tunables()) {
      String name = tunable.name();
      parameters.add(
          new PlannedParameter(
              name,
              Optional.of(tunable),
              Optional.of(master.module()),
              Optional.of(master.moduleVersion()),
              system.tunables().getOrDefault(name, tunable.value()),
              current(running(host, master.module(), name)),
              master.linux().writable().contains(name),
              host.path(Layout.system(master.module()))));
    }
    return parameters;
  }

  private static List<PlannedParameter> traditional(Host host, Path hpuxSystem) {
    HpuxSystemFile system =
        HpuxSystemFile.parse(hpuxSystem.toString(), Texts.readOrEmpty(hpuxSystem));
    List<PlannedParameter> parameters = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (TunableDefault tunable : SharedMasters.tunables(host)) {
      if (seen.add(tunable.name())) {
        String planned = system.tunables().getOrDefault(tunable.name(), tunable.value());
        parameters.add(traditional(tunable.name(), Optional.of(tunable), planned, hpuxSystem));
      }
    }
    system
        .tunables()
        .forEach(
            (name, value) -> {
              if (seen.add(name)) {
                parameters.add(traditional(name, Optional.empty(), value, hpuxSystem));
              }
            });
    return parameters;
  }

  private static PlannedParameter traditional(
      String name, Optional<TunableDefault> tunable, String planned, Path file) {
    return new PlannedParameter(
        name, tunable, Optional.empty(), Optional.empty(), planned, Optional.empty(), false, file);
  }

  /** Where the running kernel shows a tunable. */
  public static Path running(Host host, String module, String tunable) {
    return host.path("/sys/module/" + ModuleName.kernelForm(module) + "/parameters/" + tunable);
  }

  private static Optional<String> current(Path file) {
    try {
      return Optional.of(Files.readString(file).strip());
    } catch (IOException e) {
      // Not loaded, or the module does not let the value be read.
      return Optional.empty();
    }
  }

  /**
   * The tunable of a name, which may be {@code MODULE.NAME}.
   *
   * @throws ProblemException when there is none, or more than one
   */
  public PlannedParameter find(String wanted) {
    int dot = wanted.indexOf('.');
    String module = dot < 0 ? "" : wanted.substring(0, dot);
    String name = wanted.substring(dot + 1);
    List<PlannedParameter> found = new ArrayList<>();
    for (PlannedParameter parameter : all) {
      boolean owner = module.isEmpty() || parameter.module().filter(module::equals).isPresent();
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
    List<String> names = all.stream().map(PlannedParameter::name).distinct().toList();
    return Problem.of(
        wanted,
        "no such tunable",
        Nearest.to(wanted, names)
            .map(name -> "did you mean '" + name + "'?")
            .orElse("'kmtune' lists all"));
  }

  private static Problem ambiguous(String name, List<PlannedParameter> found) {
    List<String> full = new ArrayList<>();
    for (PlannedParameter parameter : found) {
      parameter.module().ifPresent(module -> full.add(module + "." + name));
    }
    return Problem.of(
        name, "a tunable of more than one module", "write one of " + String.join(", ", full));
  }
}
