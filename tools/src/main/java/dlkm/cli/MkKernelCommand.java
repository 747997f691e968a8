package dlkm.cli;

import dlkm.config.Configure;
import dlkm.config.ConfigureWhole;
import dlkm.funcset.WholeKernels;
import dlkm.host.Caller;
import dlkm.host.Layout;
import dlkm.installedkernel.InstalledKernel;
import dlkm.plan.PlanFiles;
import dlkm.problem.IoFailure;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/** {@code mk_kernel}: another front end of what {@code config} does (spec §4.5). */
final class MkKernelCommand implements Command {

  /** The command has no other status of a failure. */
  private static final int ERROR = 1;

  @Override
  public Options options() {
    return new Options()
        .addOption(Arguments.module("build this module alone; may be given several times"))
        .addOption(
            Option.builder("o")
                .hasArg()
                .argName("PATH")
                .desc(
                    "the whole kernel's path, whose last part is its name; "
                        + WholeKernels.DEFAULT
                        + ": make it the default")
                .get())
        .addOption(
            Option.builder("s")
                .hasArg()
                .argName("FILE")
                .desc("the HP-UX system file instead of " + Layout.SYSTEM)
                .get())
        .addOption(Arguments.flag("S", "link every module statically"))
        .addOption(Arguments.flag("v", "show the steps"))
        .addOption(Arguments.kernel());
  }

  @Override
  public String synopsis() {
    return """
    [-o PATH] [-s FILE] [-S] [-v] [-K RELEASE]
    -M MODULE [-M MODULE ...] [-v] [-K RELEASE]\
    """;
  }

  @Override
  public String summary() {
    return "build a whole kernel, or modules, in the way of HP-UX";
  }

  @Override
  public int run(Context context, CommandLine line) {
    Arguments.noOperands(line);
    for (String option : List.of("o", "s", "S")) {
      Arguments.exclusive(line, "M", option);
    }
    try {
      return line.hasOption("M") ? modules(context, line) : whole(context, line);
    } catch (ProblemException e) {
      return failed(context, e.problems());
    } catch (UncheckedIOException e) {
      context.say(IoFailure.words(e.getCause()));
      return ERROR;
    }
  }

  private static int failed(Context context, List<Problem> problems) {
    problems.forEach(problem -> context.say(problem.toString()));
    return ERROR;
  }

  private static int modules(Context context, CommandLine line) {
    List<String> modules = Arguments.modulesOf(context.host(), line);
    Caller caller = caller(context, line);
    ConfigureText.print(context, new Configure(caller, kernel(context, line)).run(modules));
    return Exit.DONE;
  }

  private static int whole(Context context, CommandLine line) {
    Path file =
        line.hasOption("s")
            ? SystemFiles.operand(context.host(), line.getOptionValue("s"))
            : context.host().path(Layout.SYSTEM);
    Optional<String> named = Optional.ofNullable(line.getOptionValue("o")).map(WholeKernels::name);
    boolean isDefault = named.filter(WholeKernels.DEFAULT::equals).isPresent();
    String name = named.filter(_ -> !isDefault).orElse(WholeKernels.BUILT);
    InstalledKernel kernel = kernel(context, line);
    ConfigureWhole.Result result =
        new ConfigureWhole(
                caller(context, line),
                kernel,
                PlanFiles.installed(context.host()).withHpuxSystem(file),
                name,
                line.hasOption("S"))
            .run(isDefault);
    return WholeKernelText.print(context, kernel, result);
  }

  private static InstalledKernel kernel(Context context, CommandLine line) {
    return InstalledKernel.find(context.host(), Arguments.kernelOf(line));
  }

  /** Warnings and steps are part of the output; the steps only if they are asked for. */
  private static Caller caller(Context context, CommandLine line) {
    Caller all = context.withMessagesInOutput().caller();
    return line.hasOption("v") ? all : all.withProgress(_ -> {});
  }
}
