package dlkm.state;

import dlkm.component.TextEdits;
import dlkm.declaration.LoadmodsFile;
import dlkm.declaration.ModuleState;
import dlkm.declaration.Phase;
import dlkm.declaration.SettingsFile;
import dlkm.declaration.StateCause;
import dlkm.declaration.SystemFile;
import dlkm.funcset.FunctionSet;
import dlkm.funcset.Generation;
import dlkm.host.Layout;
import dlkm.problem.ProblemException;
import dlkm.registry.Registration;
import dlkm.registry.Registry;
import dlkm.saved.Configuration;
import dlkm.saved.Configurations;
import dlkm.saved.SavedPlan;
import dlkm.tune.SavedTunableChange;
import dlkm.tune.TunableStatus;
import dlkm.tune.TunableStatuses;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The text system file of a configuration (spec §9.5): the modules that it uses, each with its
 * state, and the tunables that don't follow their defaults.
 */
public final class SettingsText {

  private SettingsText() {}

  /**
   * The text.
   *
   * @param saved absent: the present configuration, with what is held
   */
  public static String of(FunctionSet set, Optional<Configuration> saved) throws IOException {
    SortedMap<String, String> plan =
        saved.isPresent()
            ? SavedPlan.of(set.host(), saved.get().plan())
            : SavedPlan.read(set.host());
    Registry registry =
        saved.isPresent()
            ? new Configurations(set).generation(saved.get()).registry()
            : set.pending().map(Generation::registry).orElseGet(set::registry);
    List<String> lines = new ArrayList<>();
    lines.add(
        SettingsFile.head(
            saved.map(Configuration::name).orElse(Configurations.RUNNING),
            saved.map(Configuration::title).orElse(""),
            saved
                .map(Configuration::saved)
                .orElseGet(() -> Instant.now().truncatedTo(ChronoUnit.SECONDS))
                .toString()));
    for (Registration record : SavedPlan.agreed(registry, plan).all()) {
      if (record.isStatic() || record.phases().used()) {
        lines.add(module(record, plan));
      }
    }
    TextEdits edits = SavedTunableChange.edits(set.host(), saved);
    TunableStatuses.read(set.host(), set.host().path(Layout.SYSTEM), edits).all().stream()
        .flatMap(status -> tunable(status).stream())
        .forEach(lines::add);
    return String.join("\n", lines) + "\n";
  }

  /** The line of a tunable that doesn't follow its default. */
  public static Optional<String> tunable(TunableStatus status) {
    return status
        .override()
        .map(
            value ->
                SettingsFile.tunable(
                    status.module(), status.declared().isPresent(), status.name(), value));
  }

  private static String module(Registration record, SortedMap<String, String> plan) {
    String module = record.module();
    boolean isNamed = LoadmodsFile.names(plan.getOrDefault(Layout.LOADMODS, "")).contains(module);
    boolean isAuto = record.phases().configured() == Phase.AUTO && !isNamed;
    ModuleState state =
        record.isStatic() ? ModuleState.STATIC : isAuto ? ModuleState.AUTO : ModuleState.LOADED;
    return SettingsFile.module(
        module, isBest(module, plan) ? SettingsFile.BEST : state.word(), record.version());
  }

  /** Whether the plan follows the developer's preference; one that can't be read says nothing. */
  private static boolean isBest(String module, SortedMap<String, String> plan) {
    String path = Layout.system(module);
    try {
      return SystemFile.parse(path, plan.getOrDefault(path, ""))
          .cause()
          .equals(Optional.of(StateCause.BEST));
    } catch (ProblemException e) {
      return false;
    }
  }
}
