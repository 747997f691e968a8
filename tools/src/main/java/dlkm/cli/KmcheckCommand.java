package dlkm.cli;

import dlkm.check.ModprobeOptions;
import dlkm.check.ModuleVerdict;
import dlkm.check.ModuleVerdicts;
import dlkm.check.TargetKernel;
import dlkm.check.TargetKernelReader;
import dlkm.host.Host;
import dlkm.installedkernel.InstalledKernel;
import dlkm.problem.ProblemException;
import dlkm.status.QueriedKernel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/** {@code kmcheck}: says whether a kernel would load modules, without asking it. */
final class KmcheckCommand implements Command {

  @Override
  public Options options() {
    return new Options()
        .addOption(Arguments.kernel())
        .addOption(Arguments.longFlag("all-kernels", "check against every installed kernel"))
        .addOption(
            Option.builder()
                .longOpt("symvers")
                .hasArg()
                .argName("FILE")
                .desc("check against the symbols in this Module.symvers alone")
                .get())
        .addOption(Arguments.longFlag("json", "print the findings as JSON"));
  }

  @Override
  public String synopsis() {
    return """
    [-K RELEASE | --all-kernels] [--json] MODULE.ko|DIRECTORY ...
    --symvers FILE [--json] MODULE.ko|DIRECTORY ...\
    """;
  }

  @Override
  public String summary() {
    return "check whether a kernel would accept modules, without loading them";
  }

  @Override
  public boolean changes(CommandLine line) {
    return false;
  }

  @Override
  public int run(Context context, CommandLine line) {
    if (line.getArgList().isEmpty()) {
      throw new UsageException("name a module's file, or a directory of modules");
    }
    Arguments.exclusive(line, "K", "all-kernels", "symvers");
    List<Path> files = ModuleOperands.files(line.getArgList());
    List<CheckReport> reports = new ArrayList<>();
    for (TargetKernel facts : facts(context.host(), line)) {
      List<ModuleVerdict> verdicts =
          ModuleVerdicts.of(facts, files, ModprobeOptions.read(context.host()));
      reports.add(new CheckReport(facts, verdicts));
    }
    if (line.hasOption("json")) {
      CheckJson.print(context.out(), reports);
    } else {
      for (CheckReport report : reports) {
        report.facts().unknown().forEach(problem -> context.say(problem.toString()));
        CheckText.print(context.out(), report, line.hasOption("all-kernels"));
      }
    }
    return reports.stream().allMatch(CheckReport::accepted) ? Exit.DONE : Exit.FAILED;
  }

  private static List<TargetKernel> facts(Host host, CommandLine line) {
    if (line.hasOption("symvers")) {
      return List.of(TargetKernelReader.ofSymbols(host, Path.of(line.getOptionValue("symvers"))));
    }
    if (!line.hasOption("all-kernels")) {
      return List.of(facts(host, Arguments.kernelOf(line)));
    }
    List<TargetKernel> facts = new ArrayList<>();
    for (InstalledKernel kernel : InstalledKernel.complete(host)) {
      facts.add(facts(host, Optional.of(kernel.release())));
    }
    if (facts.isEmpty()) {
      throw new ProblemException(
          host.path("/lib/modules").toString(), "has no kernel modules", "install a kernel");
    }
    return facts;
  }

  private static TargetKernel facts(Host host, Optional<String> release) {
    QueriedKernel kernel = QueriedKernel.of(host, release);
    InstalledKernel installed = InstalledKernel.find(host, Optional.of(kernel.release()));
    return TargetKernelReader.read(host, installed.release(), kernel.running());
  }
}
