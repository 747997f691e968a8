package dlkm.cli;

import dlkm.boot.ShutdownArming;
import dlkm.component.Families;
import dlkm.funcset.FunctionSet;
import dlkm.installedkernel.InstalledKernel;
import dlkm.update.UnderStateLock;
import dlkm.update.UnregisteredBuilds;
import dlkm.update.Unregistration;
import dlkm.update.Update;
import java.util.List;
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
        .addOption(Arguments.kernel());
  }

  @Override
  public String synopsis() {
    return """
    [-K RELEASE]
    [-K RELEASE] -M MODULE [-M MODULE ...]
    [-K RELEASE] -U MODULE [-U MODULE ...] [-a | -n]""";
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
    InstalledKernel kernel = InstalledKernel.find(context.host(), Arguments.kernelOf(line));
    return UnderStateLock.run(
        context.caller(),
        () ->
            line.hasOption("U")
                ? unregister(context, kernel, line)
                : register(context, kernel, Arguments.modulesOf(context.host(), line)));
  }

  private static int register(Context context, InstalledKernel kernel, List<String> named) {
    FunctionSet set = new FunctionSet(context.host(), kernel.release());
    List<String> modules = named.isEmpty() ? UnregisteredBuilds.of(set) : named;
    if (modules.isEmpty()) {
      context.out().println("all built modules are registered: nothing to do");
      return Exit.DONE;
    }
    Update update = new Update(kernel, context.caller());
    return UpdateText.print(context, kernel, update.run(modules, Update.Mode.IMMEDIATE, false));
  }

  private static int unregister(Context context, InstalledKernel kernel, CommandLine line) {
    List<String> modules =
        Families.expand(context.host(), Arguments.modulesOf(context.host(), line, "U"));
    Unregistration unregistration = new Unregistration(kernel, context.caller());
    String done;
    if (line.hasOption("a")) {
      unregistration.atShutdown(modules);
      ShutdownArming.arm(context.host()).ifPresent(context::say);
      done = ": held: will be unregistered at the next shutdown" + UpdateText.whose(kernel);
    } else if (line.hasOption("n")) {
      unregistration.cancel(modules);
      done = ": removal no longer held";
    } else {
      unregistration.now(modules);
      done = ": unregistered";
    }
    modules.forEach(module -> context.out().println(module + done));
    return Exit.DONE;
  }
}
