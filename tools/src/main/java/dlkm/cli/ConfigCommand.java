package dlkm.cli;

import dlkm.config.Configure;
import dlkm.config.ConfigureAll;
import dlkm.config.ImageSource;
import dlkm.config.PrebuiltFirst;
import dlkm.funcset.FunctionSet;
import dlkm.funcset.KernelForgetting;
import dlkm.installedkernel.InstalledKernel;
import dlkm.kbuild.BuildCache;
import dlkm.plan.BuildPlanner;
import dlkm.problem.PartlyDoneException;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import dlkm.update.ModuleUpdate;
import dlkm.update.UnderStateLock;
import dlkm.update.UpdateTiming;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/** {@code config}: checks and builds modules for a kernel (spec §4.4). */
final class ConfigCommand implements Command {

  @Override
  public Options options() {
    Options options = new Options();
    options
        .addOption(Arguments.module("the module to build; may be given several times"))
        .addOption(ConfigWholeForm.masters())
        .addOption(Arguments.flag("u", "then put it in place and register it, as kmupdate"))
        .addOption(Arguments.kernel())
        .addOption(
            Option.builder()
                .longOpt("from")
                .hasArg()
                .argName("IMAGE")
                .desc("take what an image for the kernel has, and build the rest")
                .get())
        .addOption(Arguments.longFlag("all", "build every module that is planned to be loadable"))
        .addOption(
            Arguments.longFlag("forget", "delete all that was built and registered for the kernel"))
        .addOption(Arguments.longFlag("empty-cache", "delete the build cache"));
    ConfigWholeForm.addOptions(options);
    return options;
  }

  @Override
  public String synopsis() {
    return """
    -M MODULE [-M MODULE ...] [-m MASTER | --from IMAGE] [-u] [-K RELEASE]
    [-m MASTER] [-r DIR] [-s | -u] [-S] [-t] [--name KERNEL] [-K RELEASE] SYSTEM_FILE
    --all [--from IMAGE] [-u] [-K RELEASE]
    --forget -K RELEASE
    --empty-cache\
    """;
  }

  @Override
  public String summary() {
    return "build modules, or a whole kernel's static and loadable modules";
  }

  @Override
  public int run(Context context, CommandLine line) {
    List<String> modules = Arguments.modulesOf(context.host(), line);
    Arguments.exclusive(line, "M", "all", "forget", "empty-cache");
    Arguments.exclusive(line, "m", "from");
    Arguments.exclusive(line, "m", "all");
    if (line.hasOption("empty-cache")) {
      Arguments.only(line, "--empty-cache", "empty-cache");
      Arguments.noOperands(line);
      BuildCache.ofMachine().empty();
      return Exit.DONE;
    }
    if (line.hasOption("forget")) {
      Arguments.only(line, "--forget", "forget", "K");
      return forget(context, line);
    }
    if (line.hasOption("from") && modules.isEmpty() && !line.hasOption("all")) {
      throw new UsageException("--from applies to -M and --all");
    }
    if (modules.isEmpty() && !line.hasOption("all")) {
      return ConfigWholeForm.run(context, line);
    }
    ConfigWholeForm.refuse(line);
    Arguments.noOperands(line);
    InstalledKernel kernel = InstalledKernel.find(context.host(), Arguments.kernelOf(line));
    if (line.hasOption("all")) {
      return all(context, kernel, line);
    }
    PrebuiltFirst.Result prebuilt =
        new PrebuiltFirst(context.caller(), kernel, sources(line)).run(modules);
    ConfigureText.print(context, prebuilt.taken());
    List<Configure.Built> built = build(context, line, kernel, prebuilt);
    ConfigureText.print(context, built);
    if (!line.hasOption("u") || prebuilt.taken().isEmpty() && built.isEmpty()) {
      return Exit.DONE;
    }
    ModuleUpdate.Result result =
        UnderStateLock.run(
            context.caller(),
            () ->
                new ModuleUpdate(kernel, context.caller())
                    .run(modules, UpdateTiming.EITHER, false));
    return UpdateText.print(context, kernel, result);
  }

  private static List<Configure.Built> build(
      Context context, CommandLine line, InstalledKernel kernel, PrebuiltFirst.Result prebuilt) {
    if (prebuilt.left().isEmpty()) {
      return List.of();
    }
    try {
      return new Configure(
              context.caller(),
              kernel,
              ConfigWholeForm.files(context, line),
              BuildPlanner.Scope.LOADABLE)
          .run(prebuilt.left());
    } catch (ProblemException | UncheckedIOException e) {
      throw prebuilt.taken().isEmpty()
          ? e
          : PartlyDoneException.of(
              e,
              new Problem(
                  "what was taken out of images",
                  "is in the build area, and the rest is not built",
                  "mend this, and run the command again"));
    }
  }

  private static List<ImageSource> sources(CommandLine line) {
    return Optional.ofNullable(line.getOptionValue("from")).map(ImageSource::parse).stream()
        .toList();
  }

  private static int all(Context context, InstalledKernel kernel, CommandLine line) {
    List<ImageSource> sources =
        line.hasOption("from") ? sources(line) : ImageSource.configured(context.host());
    ConfigureAll.Result result =
        new ConfigureAll(context.caller(), kernel, sources).run(line.hasOption("u"));
    ConfigureText.print(context, result.built());
    int status =
        result
            .update()
            .map(updated -> UpdateText.print(context, kernel, updated))
            .orElse(Exit.DONE);
    if (result.failed().isEmpty()) {
      return status;
    }
    return result.built().isEmpty() ? Exit.FAILED : Exit.PARTLY;
  }

  private static int forget(Context context, CommandLine line) {
    Arguments.noOperands(line);
    String release =
        Arguments.kernelOf(line)
            .orElseThrow(() -> new UsageException("--forget needs the kernel's -K RELEASE"));
    return UnderStateLock.run(
        context.caller(),
        () -> {
          KernelForgetting.run(new FunctionSet(context.host(), release), context.caller()::say);
          return Exit.DONE;
        });
  }
}
