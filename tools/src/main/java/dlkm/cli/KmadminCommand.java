package dlkm.cli;

import dlkm.declaration.Phase;
import dlkm.funcset.FunctionSet;
import dlkm.installedkernel.InstalledKernel;
import dlkm.load.DemandLoad;
import dlkm.load.DemandUnload;
import dlkm.load.SearchPath;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import dlkm.status.FullStatus;
import dlkm.status.LinkedModules;
import dlkm.status.ModuleStatus;
import dlkm.status.ModuleStatuses;
import dlkm.status.QueriedKernel;
import dlkm.update.ConfiguredPhaseChange;
import dlkm.update.UnderStateLock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/**
 * {@code kmadmin}: loads and unloads modules, tells about them, sets the phase in which they are
 * loaded (spec §4.8).
 */
final class KmadminCommand implements Command {

  private static final String[] MODES = {
    "L", "U", "u", "Q", "q", "s", "S", "k", "b", "d", "D", "boot", "metrics"
  };

  private static final List<String> CHANGES = List.of("L", "U", "u", "b", "d", "D");

  @Override
  public Options options() {
    return new Options()
        .addOption(Arguments.flag("L", "load the named modules, dependencies first"))
        .addOption(Arguments.flag("U", "unload the named modules"))
        .addOption(Arguments.flag("u", "unload the modules with these ids; 0: all idle ones"))
        .addOption(Arguments.flag("Q", "show the full status of the named modules"))
        .addOption(Arguments.flag("q", "show the full status of the modules with these ids"))
        .addOption(Arguments.flag("s", "list all registered or loaded modules"))
        .addOption(Arguments.flag("S", "show the full status of all of them"))
        .addOption(Arguments.flag("k", "list the modules that are linked into the kernel"))
        .addOption(Arguments.longFlag("ours", "with -s or -S: registered modules only"))
        .addOption(
            valued("b", "PHASE", "set the loading phase of modules: 1, 2, i, a, or its name"))
        .addOption(valued("d", "DIRECTORY", "search this directory first for images to load"))
        .addOption(Arguments.flag("D", "load registered images only; forget all -d"))
        .addOption(Arguments.longFlag("boot", "show what the last boot loaded, and when"))
        .addOption(
            Option.builder()
                .longOpt("svg")
                .hasArg()
                .argName("FILE")
                .desc("with --boot: write a drawing to FILE")
                .get())
        .addOption(Arguments.longFlag("metrics", "print metrics, or replace FILE by them"))
        .addOption(Arguments.kernel())
        .addOption(Arguments.longFlag("json", "print the result as JSON"));
  }

  private static Option valued(String letter, String argument, String what) {
    return Option.builder(letter).hasArg().argName(argument).desc(what).get();
  }

  @Override
  public String synopsis() {
    return """
    -L MODULE ... | -L PATH ...
    -U MODULE ... | -u ID ...
    -Q MODULE ... [-K RELEASE] [--json] | -q ID ... [-K RELEASE] [--json]
    -s | -S [--ours] [-K RELEASE] [--json]
    -k [-K RELEASE] [--json]
    -b 1|2|i|a MODULE|ID ... [-K RELEASE]
    -d DIRECTORY | -D [-K RELEASE]
    --boot [--svg FILE] [--json]
    --metrics [-K RELEASE] [FILE]\
    """;
  }

  @Override
  public String summary() {
    return "load, unload and show kernel modules";
  }

  @Override
  public boolean changes(CommandLine line) {
    return CHANGES.stream().anyMatch(line::hasOption);
  }

  @Override
  public int run(Context context, CommandLine line) {
    Arguments.exclusive(line, MODES);
    if (line.hasOption("svg") && !line.hasOption("boot")) {
      throw new UsageException("--svg goes with --boot");
    }
    if (line.hasOption("ours") && !line.hasOption("s") && !line.hasOption("S")) {
      throw new UsageException("--ours goes with -s or -S");
    }
    return switch (mode(line)) {
      case "s", "S", "k" -> {
        Arguments.noOperands(line);
        yield list(context, line);
      }
      case "boot" -> {
        Arguments.noOperands(line);
        yield LastBoot.show(context, line);
      }
      case "metrics" -> MetricsFile.write(context, line, kernel(context, line));
      case "Q", "q" -> show(context, line);
      case "L" -> load(context, line);
      case "U", "u" -> unload(context, line);
      case "b" -> setPhase(context, line);
      case "d", "D" -> setSearchPath(context, line);
      default ->
          throw new UsageException(
              "expected one of -L -U -u -Q -q -s -S -k -b -d -D --boot --metrics");
    };
  }

  private static String mode(CommandLine line) {
    for (String mode : MODES) {
      if (line.hasOption(mode)) {
        return mode;
      }
    }
    return "";
  }

  private static QueriedKernel kernel(Context context, CommandLine line) {
    return QueriedKernel.of(context.host(), Arguments.kernelOf(line));
  }

  private static List<String> operands(CommandLine line, String what) {
    if (line.getArgList().isEmpty()) {
      throw new UsageException("name a " + what);
    }
    return line.getArgList();
  }

  private static int list(Context context, CommandLine line) {
    QueriedKernel kernel = kernel(context, line);
    if (line.hasOption("k")) {
      linked(context, kernel, line.hasOption("json"));
      return Exit.DONE;
    }
    ModuleStatuses statuses = ModuleStatuses.of(kernel);
    kernel
        .functionSet()
        .gaveUp()
        .ifPresent(
            number ->
                context.say(
                    "generation "
                        + number
                        + " did not finish INIT: rolled back to last-known-good"));
    List<ModuleStatus> ours = statuses.ours();
    List<ModuleStatus> others = line.hasOption("ours") ? List.of() : statuses.others();
    List<ModuleStatus> all = new ArrayList<>(ours);
    all.addAll(others);
    if (line.hasOption("S")) {
      print(context, line, FullStatus.of(kernel, statuses, all));
    } else if (line.hasOption("json")) {
      StatusJson.brief(context.out(), all, kernel.functionSet().gaveUp());
    } else {
      StatusText.brief(context.out(), ours, others);
    }
    return Exit.DONE;
  }

  private static void print(Context context, CommandLine line, List<FullStatus> all) {
    if (line.hasOption("json")) {
      StatusJson.full(context.out(), all);
      return;
    }
    String between = "";
    for (FullStatus full : all) {
      context.out().print(between);
      StatusText.full(context.out(), full);
      between = "\n";
    }
  }

  private static int show(Context context, CommandLine line) {
    boolean byId = line.hasOption("q");
    List<String> operands = operands(line, byId ? "module id" : "module");
    QueriedKernel kernel = kernel(context, line);
    ModuleStatuses statuses = ModuleStatuses.of(kernel);
    List<ModuleStatus> found = new ArrayList<>();
    boolean all = true;
    for (String operand : operands) {
      Optional<ModuleStatus> status =
          byId ? statuses.findById(id(operand)) : statuses.find(operand);
      status.ifPresent(found::add);
      if (status.isEmpty()) {
        all = false;
        context.say(unknown(operand, byId).toString());
      }
    }
    if (!found.isEmpty()) {
      print(context, line, FullStatus.of(kernel, statuses, found));
    }
    return all ? Exit.DONE : Exit.FAILED;
  }

  private static Problem unknown(String operand, boolean byId) {
    String what = byId ? "no registered module has this id" : "is neither registered nor loaded";
    return Problem.of(operand, what, "'kmadmin -s' lists all modules");
  }

  private static int id(String operand) {
    try {
      return Integer.parseInt(operand);
    } catch (NumberFormatException e) {
      throw new UsageException("'" + operand + "' is no module id");
    }
  }

  private static void linked(Context context, QueriedKernel kernel, boolean json) {
    LinkedModules linked = LinkedModules.of(kernel);
    if (json) {
      StatusJson.linked(context.out(), linked);
      return;
    }
    Table table = new Table("Name", "Origin");
    for (String name : linked.ours()) {
      table.row(name, "dlkm");
    }
    for (String name : linked.builtIn()) {
      table.row(name, "kernel");
    }
    table.print(context.out());
  }

  /** Handles one module; a failure is reported and doesn't stop the others. */
  private interface Work {
    void on(String operand);
  }

  private static int each(Context context, List<String> operands, Work work) {
    boolean all = true;
    for (String operand : operands) {
      try {
        work.on(operand);
      } catch (ProblemException e) {
        all = false;
        for (Problem problem : e.problems()) {
          context.say(problem.toString());
        }
      }
    }
    return all ? Exit.DONE : Exit.FAILED;
  }

  private static void requireRunning(CommandLine line) {
    if (line.hasOption("K")) {
      throw new UsageException("-K does not apply: only the running kernel loads and unloads");
    }
  }

  private static int load(Context context, CommandLine line) {
    requireRunning(line);
    List<String> operands = operands(line, "module");
    FunctionSet set = running(context);
    return UnderStateLock.run(
        context.caller(),
        () -> {
          try (DemandLoad load = new DemandLoad(context.caller(), set)) {
            return each(context, operands, one -> context.out().println(load.load(one).id()));
          }
        });
  }

  private static int unload(Context context, CommandLine line) {
    requireRunning(line);
    boolean byId = line.hasOption("u");
    List<String> operands = operands(line, byId ? "module id" : "module");
    if (byId) {
      operands.forEach(KmadminCommand::id);
    }
    FunctionSet set = running(context);
    return UnderStateLock.run(
        context.caller(),
        () -> {
          try (DemandUnload unload = new DemandUnload(context.host(), set.registry())) {
            return each(context, operands, one -> unload(context, unload, one, byId));
          }
        });
  }

  private static FunctionSet running(Context context) {
    if (!context.host().isThisMachine()) {
      throw new ProblemException(
          context.host().root().toString(),
          "has no running kernel to load modules into",
          "'kmrehearse' loads modules in a scratch machine");
    }
    return new FunctionSet(context.host(), context.host().runningRelease());
  }

  private static void unload(Context context, DemandUnload unload, String operand, boolean byId) {
    if (byId && id(operand) == 0) {
      unload.unloadAll().forEach(name -> unloaded(context, name));
    } else {
      unloaded(context, byId ? unload.unload(id(operand)) : unload.unload(operand));
    }
  }

  private static void unloaded(Context context, String name) {
    context.out().println(name + ": unloaded");
  }

  private static int setPhase(Context context, CommandLine line) {
    List<String> operands = operands(line, "module");
    String value = line.getOptionValue("b");
    Phase phase =
        Phase.of(value)
            .orElseThrow(
                () ->
                    new UsageException("-b " + value + ": allowed: 1 2 i a BOOT1 BOOT2 INIT AUTO"));
    QueriedKernel kernel = kernel(context, line);
    return UnderStateLock.run(
        context.caller(),
        () -> {
          new ConfiguredPhaseChange(context.caller(), kernel.functionSet(), phase).apply(operands);
          return Exit.DONE;
        });
  }

  private static int setSearchPath(Context context, CommandLine line) {
    Arguments.noOperands(line);
    QueriedKernel kernel = kernel(context, line);
    return UnderStateLock.run(
        context.caller(),
        () -> {
          SearchPath path = SearchPath.of(kernel.functionSet());
          if (line.hasOption("D")) {
            path.reset();
          } else {
            InstalledKernel _ = InstalledKernel.find(context.host(), Optional.of(kernel.release()));
            path.prepend(line.getOptionValue("d"));
          }
          return Exit.DONE;
        });
  }
}
