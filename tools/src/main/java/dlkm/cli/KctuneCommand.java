package dlkm.cli;

import dlkm.component.TextEdits;
import dlkm.funcset.FunctionSet;
import dlkm.host.Host;
import dlkm.host.Layout;
import dlkm.problem.Problem;
import dlkm.saved.BackupRule;
import dlkm.saved.Configuration;
import dlkm.saved.Configurations;
import dlkm.saved.SavedPlan;
import dlkm.tune.PlannedValueChange;
import dlkm.tune.RunningTunables;
import dlkm.tune.TunableStatus;
import dlkm.tune.TunableStatuses;
import dlkm.tune.Tuning;
import dlkm.update.UnderStateLock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** {@code kctune}: shows and changes tunables (spec §9.4). */
final class KctuneCommand implements Command {

  @Override
  public Options options() {
    Options options =
        new Options()
            .addOption(Arguments.flag("d", "show descriptions"))
            .addOption(Arguments.flag("v", "show all of each tunable"))
            .addOption(
                Arguments.flag("D", "those alone whose running value is not the planned one"))
            .addOption(Arguments.flag("S", "those alone that don't follow the default"))
            .addOption(Arguments.flag("u", "allow tunables that no module declares"))
            .addOption(KcOptions.value("c", "CONFIG", "work on this saved configuration"));
    KcOptions.addChange(options);
    KcOptions.addOutput(options);
    return options;
  }

  @Override
  public String synopsis() {
    return """
    [-D | -S] [-d | -v | -P FIELDS | --json] [-c CONFIG] [--kernel RELEASE] [TUNABLE ...]
    [-h] [-u] [-b BEHAVIOR | -B | -K] [-C TEXT] [-c CONFIG] [--kernel RELEASE] TUNABLE[+]=[VALUE] ...\
    """;
  }

  @Override
  public String summary() {
    return "show and change tunables: running, planned and default values";
  }

  @Override
  public boolean changes(CommandLine line) {
    return KcOptions.assigns(line);
  }

  @Override
  public int run(Context plain, CommandLine line) {
    KcOptions.forQuery(line);
    boolean changes = changes(line);
    KcOptions.forChange(line, changes, "TUNABLE=VALUE", "D", "S");
    if (line.hasOption("u") && !changes) {
      throw new UsageException("-u needs TUNABLE=VALUE");
    }
    Context context = KcOptions.commented(plain, line);
    try {
      return changes ? change(context, line) : show(context, line, Map.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path hpuxSystem(Host host) {
    return host.path(Layout.SYSTEM);
  }

  private static int change(Context context, CommandLine line) throws IOException {
    Host host = context.host();
    List<PlannedValueChange> changes = new ArrayList<>();
    for (String operand : line.getArgList()) {
      if (operand.indexOf('=') >= 0) {
        changes.add(change(operand, line.hasOption("u"), hpuxSystem(host)));
      }
    }
    BackupRule backup = KcOptions.backup(line);
    if (line.hasOption("c")) {
      return changeSaved(context, line, changes);
    }
    Map<String, TunableStatus> before = new TreeMap<>();
    for (TunableStatus status : TunableStatuses.read(host, hpuxSystem(host)).all()) {
      before.put(KctuneReport.key(status), status);
    }
    RunningTunables result =
        UnderStateLock.run(
            context.caller(),
            () -> {
              if (backup != BackupRule.NEVER) {
                backup.apply(
                    new FunctionSet(host, KcOptions.kernel(context, line).release()),
                    context.caller());
              }
              return new Tuning(host, hpuxSystem(host)).change(changes, line.hasOption("h"));
            });
    for (TunableStatus status : result.held()) {
      String module = status.module().orElseThrow();
      context.say(
          status.name()
              + (status.dynamic()
                  ? ": held: 'kmtune -u' brings the planned value now"
                  : ": held: 'config -M " + module + " -u' builds " + module + " with it"));
    }
    int shown = show(context, line, before);
    return result.held().isEmpty() || line.hasOption("h") ? shown : Exit.HELD;
  }

  /** {@code NAME=VALUE}, {@code NAME+=NUMBER}, {@code NAME=default}, {@code NAME=}. */
  private static PlannedValueChange change(String operand, boolean define, Path hpuxSystem) {
    int equals = operand.indexOf('=');
    boolean adds = equals > 0 && operand.charAt(equals - 1) == '+';
    String name = operand.substring(0, adds ? equals - 1 : equals);
    String value = operand.substring(equals + 1);
    if (name.isEmpty() || adds && value.isEmpty()) {
      throw new UsageException(operand + ": write TUNABLE=VALUE or TUNABLE+=NUMBER");
    }
    if (adds) {
      return new PlannedValueChange.Add(name, value);
    }
    if (value.isEmpty() || value.equalsIgnoreCase(PlannedValueChange.DEFAULT)) {
      return new PlannedValueChange.Reset(name);
    }
    return define
        ? new PlannedValueChange.Define(name, value, hpuxSystem)
        : new PlannedValueChange.Assign(name, value);
  }

  private static int changeSaved(
      Context context, CommandLine line, List<PlannedValueChange> changes) throws IOException {
    Host host = context.host();
    FunctionSet set = new FunctionSet(host, KcOptions.kernel(context, line).release());
    boolean _ =
        UnderStateLock.run(
            context.caller(),
            () -> {
              Configuration saved = KcOptions.saved(set, line).orElseThrow();
              TextEdits edits = edits(host, saved);
              new Tuning(host, hpuxSystem(host)).edit(changes, edits);
              SortedMap<String, String> plan = new TreeMap<>();
              for (String path : SavedPlan.of(host, saved.plan()).keySet()) {
                plan.put(path, edits.text(host.path(path)));
              }
              String hpux = edits.text(hpuxSystem(host));
              if (!hpux.isEmpty()) {
                plan.put(Layout.SYSTEM, hpux);
              }
              Configurations all = new Configurations(set);
              all.change(saved, all.generation(saved).registry(), Map.of(), plan);
              return true;
            });
    return show(context, line, Map.of());
  }

  /** The plan of a saved configuration, or the present one. */
  static TextEdits edits(Host host, Optional<Configuration> saved) throws IOException {
    return saved.isPresent() ? edits(host, saved.get()) : new TextEdits(host);
  }

  private static TextEdits edits(Host host, Configuration saved) throws IOException {
    TextEdits edits = new TextEdits(host);
    SortedMap<String, String> plan = SavedPlan.of(host, saved.plan());
    edits.set(hpuxSystem(host), plan.getOrDefault(Layout.SYSTEM, ""));
    plan.forEach((path, text) -> edits.set(host.path(path), text));
    return edits;
  }

  private static int show(Context context, CommandLine line, Map<String, TunableStatus> before)
      throws IOException {
    Host host = context.host();
    Optional<Configuration> saved = Optional.empty();
    if (line.hasOption("c")) {
      saved =
          KcOptions.saved(new FunctionSet(host, KcOptions.kernel(context, line).release()), line);
    }
    TextEdits edits = edits(host, saved);
    TunableStatuses all = TunableStatuses.read(host, hpuxSystem(host), edits);
    List<TunableStatus> shown = new ArrayList<>();
    for (String operand : line.getArgList()) {
      int equals = operand.indexOf('=');
      String name = equals < 0 ? operand : operand.substring(0, equals);
      String plain = name.endsWith("+") ? name.substring(0, name.length() - 1) : name;
      // A user's tunable that follows the default is none any more.
      if (equals < 0
          || all.all().stream().anyMatch(status -> KctuneReport.isNamed(status, plain))) {
        shown.add(all.search(search -> search.find(plain)));
      }
    }
    if (line.getArgList().isEmpty()) {
      shown.addAll(all.all());
    }
    shown.removeIf(s -> line.hasOption("D") && (s.current().isEmpty() || s.isCurrent()));
    shown.removeIf(s -> line.hasOption("S") && s.override().isEmpty());
    new KctuneReport(context, saved.isPresent(), before).print(line, shown);
    List<Problem> problems = all.problems();
    problems.forEach(problem -> context.say(problem.toString()));
    return problems.isEmpty() ? Exit.DONE : Exit.FAILED;
  }
}
