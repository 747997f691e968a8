package dlkm.tune;

import dlkm.component.InstalledModule;
import dlkm.component.MachineTunables;
import dlkm.component.TextEdits;
import dlkm.declaration.MasterFile;
import dlkm.declaration.OtherTunables;
import dlkm.declaration.PlannedTunable;
import dlkm.declaration.PlannedTunables;
import dlkm.declaration.SimilarName;
import dlkm.declaration.SystemFile;
import dlkm.declaration.TunableDefault;
import dlkm.host.Host;
import dlkm.host.Layout;
import dlkm.image.ModuleParameter;
import dlkm.modname.ModuleName;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * All tunables of a machine: those of the installed modules, of the shared master files, and of the
 * HP-UX system file (spec §4.3).
 *
 * @param all by name, then module
 * @param problems of modules whose files can't be read; their tunables are missing
 */
public record TunableStatuses(List<TunableStatus> all, List<Problem> problems) {

  public TunableStatuses {
    all = List.copyOf(all);
    problems = List.copyOf(problems);
  }

  /** Reads them; a wrong plan is among the problems, and its tunables have no value. */
  public static TunableStatuses read(Host host, Path hpuxSystem) {
    return read(host, hpuxSystem, new TextEdits(host));
  }

  /** Reads them from a plan that stands in edits: one that is saved, or that is to be. */
  public static TunableStatuses read(Host host, Path hpuxSystem, TextEdits edits) {
    List<TunableStatus> all = new ArrayList<>();
    List<Problem> problems = new ArrayList<>(InstalledModule.incomplete(host));
    OtherTunables others = MachineTunables.of(host, hpuxSystem, edits);
    for (String module : InstalledModule.names(host)) {
      try {
        MasterFile master = InstalledModule.master(host, module);
        Path file = host.path(Layout.system(module));
        SystemFile system = SystemFile.parse(file.toString(), edits.text(file));
        PlannedTunables planned = PlannedTunables.of(master, system, others);
        master.tunables().forEach(t -> all.add(ofModule(host, master, system, planned, t)));
        problems.addAll(planned.problems(master, system));
      } catch (ProblemException e) {
        problems.addAll(e.problems());
      }
    }
    Traditional traditional = Traditional.read(host, hpuxSystem, edits.text(hpuxSystem), others);
    all.addAll(traditional.statuses());
    traditional.planned().faults().forEach(f -> problems.add(f.problem(hpuxSystem.toString())));
    all.sort(Comparator.comparing(TunableStatus::name).thenComparing(p -> p.module().orElse("")));
    return new TunableStatuses(all, problems);
  }

  private static TunableStatus ofModule(
      Host host,
      MasterFile master,
      SystemFile system,
      PlannedTunables planned,
      TunableDefault tunable) {
    String name = tunable.name();
    Optional<PlannedTunable> value = planned.find(name);
    Path running = RunningParameters.file(host, master.module(), name);
    return new TunableStatus(
        name,
        Optional.of(tunable),
        Optional.of(master.module()),
        Optional.of(master.moduleVersion()),
        Optional.ofNullable(system.tunables().get(name)),
        value.map(PlannedTunable::value),
        value.flatMap(PlannedTunable::defaultValue),
        RunningParameters.value(running),
        ChangeableAtRunTime.declared(master, name, running),
        Optional.of(host.path(Layout.system(master.module()))));
  }

  /** These, and the parameters of all other modules that are loaded. */
  public TunableStatuses withLoaded(Host host) {
    Set<String> shown =
        all.stream()
            .flatMap(status -> status.module().stream())
            .map(ModuleName::kernelForm)
            .collect(Collectors.toSet());
    List<TunableStatus> more = new ArrayList<>(all);
    for (String module : RunningParameters.loaded(host)) {
      if (!shown.contains(module)) {
        more.addAll(RunningParameters.of(host, module));
      }
    }
    return new TunableStatuses(more, problems);
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
