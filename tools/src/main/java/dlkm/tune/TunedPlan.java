package dlkm.tune;

import dlkm.component.TextEdits;
import dlkm.declaration.SettingsFile;
import dlkm.funcset.FunctionSet;
import dlkm.host.Host;
import dlkm.host.Layout;
import dlkm.installedkernel.InstalledKernel;
import dlkm.registry.Registration;
import dlkm.saved.SavedPlan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * A plan with the values that a text system file gives (spec §9.5): those that it doesn't name
 * follow their defaults.
 */
public final class TunedPlan {

  private final SortedMap<String, String> texts;
  private final ConcernedTunables tunables;

  private TunedPlan(SortedMap<String, String> texts, List<TunableStatus> all) {
    this.texts = texts;
    tunables = new ConcernedTunables(all);
  }

  /**
   * Gives a plan the values of a file.
   *
   * @throws dlkm.problem.ProblemException with all values that can't be given
   */
  public static TunedPlan of(Host host, SortedMap<String, String> plan, SettingsFile file) {
    Path hpuxSystem = host.path(Layout.SYSTEM);
    TextEdits edits = SavedPlan.edits(host, plan);
    List<PlannedValueChange> changes = new ArrayList<>();
    for (TunableStatus status : TunableStatuses.read(host, hpuxSystem, edits).all()) {
      if (status.override().isPresent()
          && file.tunables().stream().noneMatch(line -> status.isNamed(line.name()))) {
        follow(status, edits, changes);
      }
    }
    for (SettingsFile.TunableLine line : file.tunables()) {
      changes.add(
          line.value().equals(PlannedValueChange.DEFAULT)
              ? new PlannedValueChange.Reset(line.name())
              : line.user()
                  ? new PlannedValueChange.Define(line.name(), line.value(), hpuxSystem)
                  : new PlannedValueChange.Assign(line.name(), line.value()));
    }
    new Tuning(host, hpuxSystem).edit(changes, edits);
    return new TunedPlan(
        SavedTunableChange.edited(host, plan, edits),
        TunableStatuses.read(host, hpuxSystem, edits).all());
  }

  /** One of no module has a line that may have the name of a module's. */
  private static void follow(
      TunableStatus status, TextEdits edits, List<PlannedValueChange> changes) {
    Optional<String> module = status.module();
    if (module.isPresent()) {
      changes.add(new PlannedValueChange.Reset(module.get() + "." + status.name()));
    } else {
      status.file().ifPresent(of -> of.reset(edits, status.name()));
    }
  }

  /** The texts of the plan's files, by path. */
  public SortedMap<String, String> texts() {
    return texts;
  }

  /** Those of the modules that need another image for the values, as these are built in. */
  public List<String> builds(List<Registration> records) {
    return tunables.toBuild(records);
  }

  /**
   * Refuses to build registered modules of another version, and static ones.
   *
   * @throws dlkm.problem.ProblemException when there are some
   */
  public static void requireBuilds(InstalledKernel kernel, List<String> modules) {
    FunctionSet set = new FunctionSet(kernel.host(), kernel.release());
    new TunedBuilds(kernel, List.copyOf(set.registry().all())).require(modules);
  }

  /** A record with the values of its module's parameters. */
  public Registration tuned(Registration record) {
    Map<String, String> values = tunables.parameters(List.of(record)).get(record.module());
    return values == null ? record : record.tuned(values);
  }
}
