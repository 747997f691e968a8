package dlkm.cli;

import dlkm.build.BuildCache;
import dlkm.plan.InstalledKernel;
import dlkm.update.Update;
import java.util.List;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** {@code config}: checks and builds modules for a kernel (spec §4.4). */
final class ConfigCommand implements Command {

  @Override
  public Options options() {
    return new Options()
        .addOption(Arguments.module("the module to build; may be given several times"))
        .addOption(Arguments.flag("u", "then put it in place and register it, as kmupdate does"))
        .addOption(Arguments.kernel())
        .addOption(Arguments.longFlag("empty-cache", "delete everything kept from earlier builds"));
  }

  @Override
  public String synopsis() {
    return "-M MODULE [-M MODULE ...] [-u] [-K RELEASE]\n--empty-cache";
  }

  @Override
  public String summary() {
    return "check modules against a kernel, generate and build their loadable images";
  }

  @Override
  public int run(Context context, CommandLine line) {
    List<String> modules = Arguments.modulesOf(line);
    if (line.hasOption("empty-cache")) {
      BuildCache.ofMachine().empty();
      return Exit.DONE;
    }
    if (modules.isEmpty()) {
      throw new UsageException(
          line.getArgList().isEmpty()
              ? "name a module with -M"
              : "building a whole kernel is not supported, name modules with -M");
    }
    Arguments.noOperands(line);
    InstalledKernel kernel = InstalledKernel.find(context.host(), Arguments.kernelOf(line));
    new Configure(context, kernel).run(modules);
    if (!line.hasOption("u")) {
      return Exit.DONE;
    }
    return Locked.run(
        context, () -> KmupdateCommand.update(context, kernel, modules, Update.Mode.EITHER, false));
  }
}
