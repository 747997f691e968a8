package dlkm.cli;

import dlkm.component.Families;
import dlkm.dkms.OwnedModules;
import dlkm.funcset.FunctionSet;
import dlkm.installedkernel.InstalledKernel;
import dlkm.problem.PartlyDoneException;
import dlkm.saved.HeldDrop;
import dlkm.update.ModuleUpdate;
import dlkm.update.RecordsDirectory;
import dlkm.update.RegisterList;
import dlkm.update.UnderStateLock;
import dlkm.update.UnregisteredBuilds;
import dlkm.update.Unregistration;
import dlkm.update.UpdateTiming;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/** {@code kmmodreg}: registers built modules and unregisters registered ones (spec §4.7). */
final class KmmodregCommand implements Command {

  @Override
  public Options options() {
    return new Options()
        .addOption(Arguments.module("register this built module; may be given several times"))
        .addOption(
            Option.builder("U")
                .hasArg()
                .argName("MODULE")
                .desc("unregister this module, unloading it first; may be given several times")
                .get())
        .addOption(Arguments.flag("a", "with -U: hold the removal until shutdown"))
        .addOption(Arguments.flag("n", "with -U: cancel a held removal"))
        .addOption(directory("r", "keep the list of modules, mod_register, in this directory"))
        .addOption(directory("c", "take images and records from here, not the build area"))
        .addOption(Arguments.kernel());
  }

  private static Option directory(String letter, String what) {
    return Option.builder(letter).hasArg().argName("DIRECTORY").desc(what).get();
  }

  @Override
  public String synopsis() {
    return """
    [-K RELEASE] [-r DIRECTORY] [-c DIRECTORY]
    [-K RELEASE] -M MODULE [-M MODULE ...] [-r DIRECTORY] [-c DIRECTORY]
    [-K RELEASE] -U MODULE [-U MODULE ...] [-r DIRECTORY] [-c DIRECTORY]
    [-K RELEASE] -U MODULE [-U MODULE ...] [-a | -n]\
    """;
  }

  @Override
  public boolean mayRepeat(String option) {
    return option.equals("M") || option.equals("U");
  }

  @Override
  public String summary() {
    return "register built modules with a kernel, or unregister them";
  }

  @Override
  public int run(Context context, CommandLine line) {
    Arguments.noOperands(line);
    Arguments.exclusive(line, "M", "U");
    Arguments.exclusive(line, "a", "n");
    if (!line.hasOption("U") && (line.hasOption("a") || line.hasOption("n"))) {
      throw new UsageException("-a and -n go with -U");
    }
    for (String later : new String[] {"a", "n"}) {
      Arguments.exclusive(line, "r", later);
      Arguments.exclusive(line, "c", later);
    }
    InstalledKernel kernel = InstalledKernel.find(context.host(), Arguments.kernelOf(line));
    return UnderStateLock.run(
        context.caller(),
        () ->
            line.hasOption("U")
                ? unregister(context, kernel, line)
                : register(context, kernel, line));
  }

  private static int register(Context context, InstalledKernel kernel, CommandLine line) {
    FunctionSet set = new FunctionSet(context.host(), kernel.release());
    Optional<RegisterList> list = list(context, line);
    Optional<RecordsDirectory> records =
        Optional.ofNullable(line.getOptionValue("c"))
            .map(named -> new RecordsDirectory(set, named));
    List<String> named = Arguments.modulesOf(context.host(), line);
    List<String> modules = named.isEmpty() ? unregistered(set, list, records) : named;
    if (modules.isEmpty()) {
      context.out().println("all built modules are registered: nothing to do");
      return Exit.DONE;
    }
    ModuleUpdate update = new ModuleUpdate(kernel, context.caller());
    ModuleUpdate.Result result =
        records.isEmpty()
            ? update.run(modules, UpdateTiming.IMMEDIATE, false)
            : update.run(
                records.get().candidates(kernel, modules, context::say), UpdateTiming.IMMEDIATE);
    list.ifPresent(
        kept -> PartlyDoneException.after(() -> kept.add(Families.expand(set.host(), modules))));
    return UpdateText.print(context, kernel, result);
  }

  private static Optional<RegisterList> list(Context context, CommandLine line) {
    return Optional.ofNullable(line.getOptionValue("r"))
        .map(named -> new RegisterList(context.host(), named));
  }

  private static List<String> unregistered(
      FunctionSet set, Optional<RegisterList> list, Optional<RecordsDirectory> records) {
    if (list.isPresent()) {
      return list.get().unregistered(set);
    }
    return records.isPresent() ? records.get().unregistered() : UnregisteredBuilds.of(set);
  }

  private static int unregister(Context context, InstalledKernel kernel, CommandLine line)
      throws IOException {
    List<String> names = Arguments.modulesOf(context.host(), line, "U");
    FunctionSet set = new FunctionSet(context.host(), kernel.release());
    List<String> modules = Families.expand(context.host(), names, meant(set, line)::contains);
    if (!line.hasOption("n")) {
      OwnedModules.requireNone(context.caller(), kernel.release(), modules);
    }
    Unregistration unregistration = new Unregistration(kernel, context.caller());
    String done;
    if (line.hasOption("a")) {
      unregistration.atShutdown(modules);
      done = ": held: will be unregistered at the next shutdown" + UpdateText.whose(kernel);
    } else if (line.hasOption("n")) {
      HeldDrop.Result dropped = HeldDrop.removals(set, context.caller(), modules);
      UpdateText.printFiles(context, dropped);
      done = ": removal no longer held";
    } else {
      Optional<RegisterList> list = list(context, line);
      unregistration.now(modules);
      list.ifPresent(
          kept ->
              PartlyDoneException.after(() -> kept.remove(Families.expand(context.host(), names))));
      done = ": unregistered";
    }
    modules.forEach(module -> context.out().println(module + done));
    return Exit.DONE;
  }

  /** What can be unregistered, now or later, or be kept from that. */
  private static Set<String> meant(FunctionSet set, CommandLine line) {
    if (line.hasOption("n")) {
      return set.held().removals();
    }
    Set<String> modules = new HashSet<>(set.registry().names());
    if (!line.hasOption("a")) {
      modules.addAll(set.held().updates().keySet());
    }
    return modules;
  }
}
