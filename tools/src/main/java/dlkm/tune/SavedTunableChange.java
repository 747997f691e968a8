package dlkm.tune;

import dlkm.component.TextEdits;
import dlkm.funcset.FunctionSet;
import dlkm.host.Host;
import dlkm.host.Layout;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import dlkm.registry.Registration;
import dlkm.registry.Registry;
import dlkm.saved.Configuration;
import dlkm.saved.Configurations;
import dlkm.saved.SavedPlan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Changes of tunables in a saved configuration (spec §9.2, {@code -c}): in its plan, and in what
 * its modules are registered with. Nothing is built for one.
 */
public final class SavedTunableChange {

  private SavedTunableChange() {}

  /** Changes it. The caller holds the state lock. */
  public static void run(FunctionSet set, Configuration saved, List<PlannedValueChange> changes)
      throws IOException {
    Host host = set.host();
    Configurations all = new Configurations(set);
    Registry registry = all.generation(saved).registry();
    TextEdits edits = SavedPlan.edits(host, SavedPlan.of(host, saved.plan()));
    TunableStatuses before = TunableStatuses.read(host, host.path(Layout.SYSTEM), edits);
    new Tuning(host, host.path(Layout.SYSTEM)).edit(changes, edits);
    TunableStatuses after = TunableStatuses.read(host, host.path(Layout.SYSTEM), edits);
    ConcernedTunables concerned = ConcernedTunables.of(changes, before, after);
    requireNoBuild(saved, concerned.toBuild(registry.all()));
    Registry then = registry;
    for (var module : concerned.parameters(registry.all()).entrySet()) {
      Registration record = registry.find(module.getKey()).orElseThrow();
      then = then.replace(record.tuned(module.getValue()));
    }
    all.change(saved, then, Map.of(), edited(host, SavedPlan.of(host, saved.plan()), edits));
  }

  private static void requireNoBuild(Configuration saved, List<String> builds) {
    List<Problem> problems = new ArrayList<>();
    for (String module : builds) {
      problems.add(
          new Problem(
              module,
              "has its values built into its image, and nothing is built for a saved configuration",
              "'kconfig -l " + saved.name() + "', set them, and save it again"));
    }
    if (!problems.isEmpty()) {
      throw new ProblemException(problems);
    }
  }

  /** A plan with edits. */
  static SortedMap<String, String> edited(
      Host host, SortedMap<String, String> plan, TextEdits edits) {
    SortedMap<String, String> edited = new TreeMap<>(plan);
    edited.replaceAll((path, _) -> edits.text(host.path(path)));
    String hpux = edits.text(host.path(Layout.SYSTEM));
    if (!hpux.isEmpty()) {
      edited.put(Layout.SYSTEM, hpux);
    }
    return edited;
  }

  /** The plan of a saved configuration, or the present one. */
  public static TextEdits edits(Host host, Optional<Configuration> saved) throws IOException {
    return saved.isPresent()
        ? SavedPlan.edits(host, SavedPlan.of(host, saved.get().plan()))
        : new TextEdits(host);
  }
}
