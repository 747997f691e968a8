package dlkm.cli;

import dlkm.config.ConfigureWhole;
import dlkm.declaration.DriverInstall;
import dlkm.funcset.WholeKernels;
import dlkm.installedkernel.InstalledKernel;
import dlkm.plan.PlanFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/** {@code config SYSTEM_FILE}: the form for a whole kernel (spec §4.4.1). */
final class ConfigWholeForm {

  /** The options that the form for modules doesn't have. */
  private static final List<String> OWN = List.of("S", "r", "s", "t", "name");

  private ConfigWholeForm() {}

  static void addOptions(Options options) {
    options
        .addOption(Arguments.flag("S", "link every module of the whole kernel statically"))
        .addOption(with("r", "DIR", "the kernel's headers, instead of its installed ones"))
        .addOption(Arguments.flag("s", "generate sources and makefiles, and build nothing"))
        .addOption(Arguments.flag("t", "show the major numbers that the modules reserve"))
        .addOption(
            Option.builder()
                .longOpt("name")
                .hasArg()
                .argName("KERNEL")
                .desc("the name of the whole kernel; " + WholeKernels.BUILT + " by default")
                .get());
  }

  /** {@code -m}, which the form for modules has too. */
  static Option masters() {
    return with("m", "MASTER", "a master file or a directory of them, before the installed ones");
  }

  private static Option with(String letter, String argument, String what) {
    return Option.builder(letter).hasArg().argName(argument).desc(what).get();
  }

  /** Refuses this form's own options in another one. */
  static void refuse(CommandLine line) {
    for (String option : OWN) {
      if (line.hasOption(option)) {
        throw new UsageException(
            Arguments.dashed(option) + " applies to a whole kernel: config SYSTEM_FILE");
      }
    }
  }

  /** The files that the build is planned by. */
  static PlanFiles files(Context context, CommandLine line) {
    return PlanFiles.installed(context.host())
        .withMasters(
            Optional.ofNullable(line.getOptionValue("m"))
                .map(named -> SystemFiles.masters(context.host(), named)));
  }

  static int run(Context context, CommandLine line) {
    if (line.getArgList().size() != 1) {
      throw new UsageException(
          line.getArgList().isEmpty()
              ? "name a module with -M, or the HP-UX system file for the whole kernel"
              : "more than one system file");
    }
    Arguments.exclusive(line, "s", "u");
    Path file = SystemFiles.operand(context.host(), line.getArgList().getFirst());
    ConfigureWhole whole =
        new ConfigureWhole(
            context.caller(),
            kernel(context, line),
            files(context, line).withHpuxSystem(file),
            line.getOptionValue("name", WholeKernels.BUILT),
            line.hasOption("S"));
    int status = line.hasOption("s") ? generate(context, whole) : build(context, line, whole);
    if (line.hasOption("t")) {
      majors(whole).print(context.out());
    }
    return status;
  }

  private static InstalledKernel kernel(Context context, CommandLine line) {
    InstalledKernel kernel = InstalledKernel.find(context.host(), Arguments.kernelOf(line));
    return Optional.ofNullable(line.getOptionValue("r"))
        .map(headers -> kernel.withHeaders(Path.of(headers).toAbsolutePath().normalize()))
        .orElse(kernel);
  }

  private static int generate(Context context, ConfigureWhole whole) {
    whole
        .generateOnly()
        .ifPresent(
            directory ->
                context
                    .out()
                    .println(
                        directory
                            + ": the sources; 'make -f config.mod' there builds them by hand"));
    return Exit.DONE;
  }

  private static int build(Context context, CommandLine line, ConfigureWhole whole) {
    InstalledKernel kernel = InstalledKernel.find(context.host(), Arguments.kernelOf(line));
    return WholeKernelText.print(context, kernel, whole.run(line.hasOption("u")));
  }

  private static Table majors(ConfigureWhole whole) {
    Table table = new Table("Module", "Block", "Character");
    whole
        .majors()
        .forEach(
            (module, install) ->
                table.row(module, major(install.blockMajor()), character(install)));
    return table;
  }

  private static String character(DriverInstall install) {
    return install.isChosen() ? "assigned" : major(install.charMajor());
  }

  private static String major(int number) {
    return number == DriverInstall.DYNAMIC ? "-" : String.valueOf(number);
  }
}
