package dlkm.cli;

import dlkm.funcset.FunctionSet;
import dlkm.funcset.Generation;
import dlkm.host.Caller;
import dlkm.modname.ModuleName;
import dlkm.problem.ProblemException;
import dlkm.registry.Registration;
import dlkm.registry.Registry;
import dlkm.registry.RegistryText;
import dlkm.registrycheck.Damage;
import dlkm.registrycheck.SetCheck;
import dlkm.registrycheck.SetRepair;
import dlkm.status.QueriedKernel;
import dlkm.update.UnderStateLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/** {@code krs}: shows, exports, checks and repairs the kernel registry (spec §4.10). */
final class KrsCommand implements Command {

  @Override
  public Options options() {
    return new Options()
        .addOption(Arguments.flag("c", "check every record against images, links and index"))
        .addOption(Arguments.flag("r", "repair what can be derived, and show what is left"))
        .addOption(
            Option.builder("x")
                .hasArg()
                .argName("FILE")
                .desc("write the registry to FILE; - is the standard output")
                .get())
        .addOption(
            Option.builder("g")
                .hasArg()
                .argName("NUMBER")
                .desc("show or export the registry of this generation")
                .get())
        .addOption(Arguments.flag("a", "with -c or -r: the registries of all kernels"))
        .addOption(Arguments.kernel())
        .addOption(Arguments.longFlag("json", "print the result as JSON"));
  }

  @Override
  public String synopsis() {
    return """
    [MODULE ...] [-g NUMBER] [-K RELEASE] [--json]
    -x FILE [-g NUMBER] [-K RELEASE]
    -c [-a | -K RELEASE] [--json]
    -r [-a | -K RELEASE] [--json]\
    """;
  }

  @Override
  public String summary() {
    return "show, export, check and repair the kernel registry";
  }

  @Override
  public boolean changes(CommandLine line) {
    return line.hasOption("r") || line.hasOption("x");
  }

  @Override
  public int run(Context context, CommandLine line) {
    Arguments.exclusive(line, "c", "r", "x");
    Arguments.exclusive(line, "c", "r", "g");
    Arguments.exclusive(line, "a", "K");
    Arguments.exclusive(line, "x", "json");
    boolean examines = line.hasOption("c") || line.hasOption("r");
    if (line.hasOption("a") && !examines) {
      throw new UsageException("-a goes with -c or -r");
    }
    if (examines || line.hasOption("x")) {
      Arguments.noOperands(line);
    }
    if (line.hasOption("r")) {
      return repair(context, line);
    }
    if (line.hasOption("c")) {
      List<Damage> found = check(sets(context, line));
      KrsText.damage(context, line.hasOption("json"), found, List.of());
      return found.isEmpty() ? Exit.DONE : Exit.FAILED;
    }
    Registry registry = registry(context, line);
    if (line.hasOption("x")) {
      return export(context, line.getOptionValue("x"), registry);
    }
    return show(context, line, registry);
  }

  private static List<FunctionSet> sets(Context context, CommandLine line) {
    return line.hasOption("a")
        ? FunctionSet.all(context.host())
        : List.of(QueriedKernel.of(context.host(), Arguments.kernelOf(line)).functionSet());
  }

  private static List<Damage> check(List<FunctionSet> sets) {
    List<Damage> found = new ArrayList<>();
    sets.forEach(set -> found.addAll(SetCheck.of(set)));
    return found;
  }

  /** The recovery before each change repairs a part already, and tells of the same damage. */
  private static int repair(Context context, CommandLine line) {
    List<FunctionSet> sets = sets(context, line);
    List<Damage> found = check(sets);
    Caller loud = context.caller();
    List<Damage> left =
        UnderStateLock.run(
            loud.withNotices(loud.notices().quiet()),
            () -> {
              List<Damage> all = new ArrayList<>();
              for (FunctionSet set : sets) {
                all.addAll(SetRepair.run(loud, set, found));
              }
              return all;
            });
    List<Damage> repaired =
        found.stream().filter(damage -> left.stream().noneMatch(damage::isSame)).toList();
    KrsText.damage(context, line.hasOption("json"), left, repaired);
    if (left.isEmpty()) {
      return Exit.DONE;
    }
    return repaired.isEmpty() ? Exit.FAILED : Exit.PARTLY;
  }

  private static Registry registry(Context context, CommandLine line) {
    FunctionSet set = QueriedKernel.of(context.host(), Arguments.kernelOf(line)).functionSet();
    if (!line.hasOption("g")) {
      return set.registry();
    }
    Generation generation = set.generation(number(line.getOptionValue("g")));
    if (!Files.isDirectory(generation.directory())) {
      throw new ProblemException(
          generation.directory().toString(),
          "no such generation",
          "'ls " + generation.directory().getParent() + "' lists them");
    }
    return generation.registry();
  }

  private static int number(String text) {
    try {
      int number = Integer.parseInt(text);
      if (number > 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new UsageException("'" + text + "' is no number of a generation");
  }

  private static int export(Context context, String file, Registry registry) {
    String text = RegistryText.write(registry);
    if (OutputFile.isStandardOutput(file)) {
      context.out().print(text);
    } else {
      OutputFile.write(Path.of(file), text);
    }
    return Exit.DONE;
  }

  private static int show(Context context, CommandLine line, Registry registry) {
    Collection<Registration> records = registry.all();
    int status = Exit.DONE;
    if (!line.getArgList().isEmpty()) {
      List<Registration> named = new ArrayList<>();
      for (String name : line.getArgList()) {
        var record = registry.findByKernelName(ModuleName.kernelForm(name));
        record.ifPresent(named::add);
        if (record.isEmpty()) {
          context.say(name + ": is not registered with kernel " + registry.release());
          status = Exit.FAILED;
        }
      }
      records = named;
    }
    if (line.hasOption("json")) {
      KrsText.json(context.out(), registry, records);
    } else if (line.getArgList().isEmpty()) {
      KrsText.table(context.out(), registry);
    } else {
      records.forEach(record -> context.out().print(RegistryText.write(record)));
    }
    return status;
  }
}
