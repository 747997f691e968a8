package dlkm.tune;

import dlkm.component.InstalledModule;
import dlkm.component.MachineTunables;
import dlkm.component.TextEdits;
import dlkm.declaration.MasterFile;
import dlkm.declaration.OtherTunables;
import dlkm.declaration.PlannedTunable;
import dlkm.declaration.PlannedTunables;
import dlkm.declaration.SystemFile;
import dlkm.declaration.TunableDefault;
import dlkm.host.Host;
import dlkm.host.Layout;
import dlkm.modname.ModuleName;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
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
        master.linux().constraints().about(name),
        Optional.of(master.module()),
        Optional.of(master.moduleVersion()),
        Optional.ofNullable(system.tunables().get(name)),
        value.map(PlannedTunable::value),
        value.flatMap(PlannedTunable::defaultValue),
        RunningParameters.value(running),
        ChangeableAtRunTime.declared(master, name, running),
        Optional.of(OverrideFile.of(host, master.module())));
  }

  /**
   * Looks for some of them.
   *
   * @throws ProblemException that of the search, with what keeps other tunables from being here: it
   *     may be why
   */
  public <T> T search(Function<TunableSearch, T> search) {
    try {
      return search.apply(new TunableSearch(all));
    } catch (ProblemException e) {
      List<Problem> found = new ArrayList<>(e.problems());
      found.addAll(problems);
      throw new ProblemException(found);
    }
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
}
