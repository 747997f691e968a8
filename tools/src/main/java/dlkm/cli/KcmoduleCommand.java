package dlkm.cli;

import dlkm.declaration.ModuleState;
import dlkm.funcset.FunctionSet;
import dlkm.installedkernel.InstalledKernel;
import dlkm.problem.PartlyDoneException;
import dlkm.problem.Problem;
import dlkm.saved.BackupRule;
import dlkm.saved.Configuration;
import dlkm.state.ModuleView;
import dlkm.state.ModuleViews;
import dlkm.state.SavedStateChange;
import dlkm.state.StateChange;
import dlkm.state.StateRequest;
import dlkm.status.QueriedKernel;
import dlkm.update.UnderStateLock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** {@code kcmodule}: shows and changes the states of modules (spec §9.3). */
final class KcmoduleCommand implements Command {

  /** The request for the developer's preferred state. */
  private static final String BEST = "best";

  @Override
  public Options options() {
    Options options =
        new Options()
            .addOption(Arguments.flag("a", "show other versions that are built, too"))
            .addOption(Arguments.flag("d", "show descriptions"))
            .addOption(Arguments.flag("v", "show all of each module"))
            .addOption(Arguments.flag("D", "those alone whose state differs at the next boot"))
            .addOption(Arguments.flag("S", "those alone whose state was chosen"))
            .addOption(KcOptions.value("c", "CONFIG", "work on this saved configuration"));
    KcOptions.addChange(options);
    KcOptions.addOutput(options);
    return options;
  }

  @Override
  public String synopsis() {
    return """
    [-a] [-D | -S] [-d | -v | -P FIELDS | --json] [-c CONFIG] [--kernel RELEASE] [MODULE ...]
    [-h] [-b BEHAVIOR | -B | -K] [-C TEXT] [-c CONFIG] [--kernel RELEASE] MODULE=[STATE] ...\
    """;
  }

  @Override
  public String summary() {
    return "show and change the states of modules, now and at the next boot";
  }

  @Override
  public boolean changes(CommandLine line) {
    return KcOptions.assigns(line);
  }

  @Override
  public int run(Context plain, CommandLine line) {
    KcOptions.forQuery(line);
    KcOptions.forChange(line, changes(line), "MODULE=STATE", "a", "D", "S");
    Fields.require(line, KcmoduleReport.FIELDS);
    Context context = KcOptions.commented(plain, line);
    try {
      return changes(line) ? change(context, line) : show(context, line, Map.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int change(Context context, CommandLine line) throws IOException {
    List<StateRequest> requests = requests(context, line);
    InstalledKernel kernel = KcOptions.kernel(context, line);
    BackupRule backup = KcOptions.backup(line);
    FunctionSet set = new FunctionSet(context.host(), kernel.release());
    Optional<Configuration> saved = KcOptions.saved(set, line);
    if (saved.isPresent()) {
      boolean _ =
          UnderStateLock.run(
              context.caller(),
              () -> {
                Configuration changed = KcOptions.saved(set, line).orElseThrow();
                requireShown(ModuleViews.of(set, changed), line);
                SavedStateChange.run(set, context.caller(), changed, requests);
                return true;
              });
      PartlyDoneException.after(() -> showChanged(context, line, Map.of()));
      return Exit.DONE;
    }
    Map<String, ModuleView> before = new LinkedHashMap<>();
    ModuleViews views = ModuleViews.of(KcOptions.queried(context, line));
    requireShown(views, line);
    for (StateRequest request : requests) {
      before.put(request.module(), views.find(request.module()));
    }
    StateChange.Result result =
        new StateChange(kernel, context.caller(), requests).run(line.hasOption("h"), backup);
    result.why().forEach(problem -> context.say(problem.toString()));
    if (result.held()) {
      context.say("held until the next boot" + UpdateText.whose(kernel));
    }
    PartlyDoneException.after(() -> showChanged(context, line, before));
    return result.held() && !line.hasOption("h") ? Exit.HELD : Exit.DONE;
  }

  /** What is wrong with a module is said, and says nothing of the change. */
  private static void showChanged(Context context, CommandLine line, Map<String, ModuleView> before)
      throws IOException {
    int _ = show(context, line, before);
  }

  /** Refuses a module that is to be shown after the change, and can't be. */
  private static void requireShown(ModuleViews views, CommandLine line) {
    for (String operand : line.getArgList()) {
      if (operand.indexOf('=') < 0) {
        ModuleView _ = views.find(operand);
      }
    }
  }

  private static List<StateRequest> requests(Context context, CommandLine line) {
    Map<String, StateRequest> requests = new LinkedHashMap<>();
    for (String operand : line.getArgList()) {
      int equals = operand.indexOf('=');
      if (equals == 0) {
        throw new UsageException(operand + ": write MODULE=STATE");
      }
      if (equals > 0) {
        String module = Arguments.module(context.host(), operand.substring(0, equals));
        StateRequest request = new StateRequest(module, state(operand, equals));
        if (requests.put(module, request) != null) {
          throw new UsageException(module + " is given twice");
        }
      }
    }
    return List.copyOf(requests.values());
  }

  private static Optional<ModuleState> state(String operand, int equals) {
    String word = operand.substring(equals + 1);
    if (word.isEmpty() || word.equals(BEST)) {
      return Optional.empty();
    }
    return Optional.of(
        ModuleState.of(word)
            .orElseThrow(
                () ->
                    new UsageException(operand + ": allowed: unused static loaded auto " + BEST)));
  }

  /** Shows what is asked for; after a change, the modules that it was about. */
  private static int show(Context context, CommandLine line, Map<String, ModuleView> before)
      throws IOException {
    QueriedKernel kernel = KcOptions.queried(context, line);
    FunctionSet set = kernel.functionSet();
    Optional<Configuration> saved = KcOptions.saved(set, line);
    ModuleViews views =
        saved.isPresent() ? ModuleViews.of(set, saved.get()) : ModuleViews.of(kernel);
    List<ModuleView> shown = new ArrayList<>();
    for (String operand : line.getArgList()) {
      int equals = operand.indexOf('=');
      shown.add(views.find(equals < 0 ? operand : operand.substring(0, equals)));
    }
    if (line.getArgList().isEmpty()) {
      shown.addAll(line.hasOption("a") ? views.withVersions() : views.all());
    }
    shown.removeIf(view -> line.hasOption("D") && !view.isPending());
    shown.removeIf(view -> line.hasOption("S") && !view.isChosen());
    KcmoduleReport.print(context, line, shown, before);
    List<Problem> problems = views.problems();
    problems.forEach(problem -> context.say(problem.toString()));
    return problems.isEmpty() ? Exit.DONE : Exit.FAILED;
  }
}
