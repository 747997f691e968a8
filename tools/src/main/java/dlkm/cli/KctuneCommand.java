package dlkm.cli;

import dlkm.component.TextEdits;
import dlkm.funcset.FunctionSet;
import dlkm.host.Host;
import dlkm.host.Layout;
import dlkm.installedkernel.InstalledKernel;
import dlkm.problem.PartlyDoneException;
import dlkm.problem.Problem;
import dlkm.saved.BackupRule;
import dlkm.saved.Configuration;
import dlkm.saved.Configurations;
import dlkm.tune.PlannedValueChange;
import dlkm.tune.RegisteredTunables;
import dlkm.tune.SavedTunableChange;
import dlkm.tune.TunableChange;
import dlkm.tune.TunableStatus;
import dlkm.tune.TunableStatuses;
import dlkm.update.UnderStateLock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
            .addOption(Arguments.flag("D", "those alone whose value differs at the next boot"))
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
    Fields.require(line, KctuneReport.FIELDS);
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
    InstalledKernel kernel = KcOptions.kernel(context, line);
    FunctionSet set = new FunctionSet(host, kernel.release());
    RegisteredTunables registered = RegisteredTunables.of(set);
    TunableStatuses statuses = TunableStatuses.read(host, hpuxSystem(host));
    requireShown(statuses, line);
    Map<String, KctuneReport.Before> before = new TreeMap<>();
    for (TunableStatus status : statuses.all()) {
      before.put(KctuneReport.key(status), new KctuneReport.Before(status, registered));
    }
    TunableChange.Result result =
        new TunableChange(kernel, context.caller(), changes).run(line.hasOption("h"), backup);
    result.why().forEach(problem -> context.say(problem.toString()));
    if (result.held()) {
      context.say("held until the next boot" + UpdateText.whose(kernel));
    }
    PartlyDoneException.after(() -> showChanged(context, line, before));
    return result.held() && !line.hasOption("h") ? Exit.HELD : Exit.DONE;
  }

  /** What is wrong with other modules is said, and says nothing of the change. */
  private static void showChanged(
      Context context, CommandLine line, Map<String, KctuneReport.Before> before)
      throws IOException {
    int _ = show(context, line, before);
  }

  /**
   * Refuses a tunable that is to be shown after the change, and can't be. One that is changed may
   * be defined only now.
   */
  private static void requireShown(TunableStatuses statuses, CommandLine line) {
    List<String> changed = changed(line);
    for (String operand : line.getArgList()) {
      if (operand.indexOf('=') < 0 && !changed.contains(operand)) {
        TunableStatus _ = statuses.search(search -> search.find(operand));
      }
    }
  }

  /** The names of the tunables that are changed. */
  private static List<String> changed(CommandLine line) {
    return line.getArgList().stream()
        .filter(operand -> operand.indexOf('=') >= 0)
        .map(KctuneCommand::name)
        .toList();
  }

  /** The name that an operand begins with. */
  private static String name(String operand) {
    int equals = operand.indexOf('=');
    String name = equals < 0 ? operand : operand.substring(0, equals);
    return equals >= 0 && name.endsWith("+") ? name.substring(0, name.length() - 1) : name;
  }

  /** {@code NAME=VALUE}, {@code NAME+=NUMBER}, {@code NAME=default}, {@code NAME=}. */
  private static PlannedValueChange change(String operand, boolean define, Path hpuxSystem) {
    int equals = operand.indexOf('=');
    boolean adds = equals > 0 && operand.charAt(equals - 1) == '+';
    String name = name(operand);
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
              TextEdits plan = SavedTunableChange.edits(host, Optional.of(saved));
              requireShown(TunableStatuses.read(host, hpuxSystem(host), plan), line);
              SavedTunableChange.run(set, saved, changes);
              return true;
            });
    PartlyDoneException.after(() -> showChanged(context, line, Map.of()));
    return Exit.DONE;
  }

  private static int show(
      Context context, CommandLine line, Map<String, KctuneReport.Before> before)
      throws IOException {
    Host host = context.host();
    FunctionSet set = new FunctionSet(host, KcOptions.kernel(context, line).release());
    Optional<Configuration> saved = KcOptions.saved(set, line);
    RegisteredTunables registered =
        saved.isPresent()
            ? RegisteredTunables.saved(new Configurations(set).generation(saved.get()))
            : RegisteredTunables.of(set);
    TextEdits edits = SavedTunableChange.edits(host, saved);
    TunableStatuses all = TunableStatuses.read(host, hpuxSystem(host), edits);
    List<TunableStatus> shown = new ArrayList<>();
    List<String> changed = changed(line);
    for (String operand : line.getArgList()) {
      String name = name(operand);
      // A user's tunable that follows the default is none any more.
      if (!changed.contains(name) || all.all().stream().anyMatch(t -> t.isNamed(name))) {
        shown.add(all.search(search -> search.find(name)));
      }
    }
    if (line.getArgList().isEmpty()) {
      shown.addAll(all.all());
    }
    shown.removeIf(status -> line.hasOption("D") && !registered.isPending(status));
    shown.removeIf(s -> line.hasOption("S") && s.override().isEmpty());
    new KctuneReport(context, registered, before).print(line, shown);
    List<Problem> problems = all.problems();
    problems.forEach(problem -> context.say(problem.toString()));
    return problems.isEmpty() ? Exit.DONE : Exit.FAILED;
  }
}
