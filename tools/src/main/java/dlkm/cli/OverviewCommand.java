package dlkm.cli;

import dlkm.component.InstalledModule;
import dlkm.funcset.FunctionSet;
import dlkm.health.Doctor;
import dlkm.health.Finding;
import dlkm.installedkernel.InstalledKernel;
import dlkm.problem.ProblemException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.util.List;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** {@code dlkm} alone: how this machine stands, in one screen. */
final class OverviewCommand implements Command {

  /** More would not fit; the doctor has them all. */
  private static final int FINDINGS = 10;

  @Override
  public String summary() {
    return "show how this machine stands, or run a tool";
  }

  @Override
  public String synopsis() {
    return "[--json] | COMMAND [ARGUMENT ...]";
  }

  @Override
  public boolean changes(CommandLine line) {
    return false;
  }

  @Override
  public Options options() {
    return new Options().addOption(Arguments.longFlag("json", "print it as JSON"));
  }

  @Override
  public int run(Context context, CommandLine line) {
    Arguments.noOperands(line);
    List<KernelLine> kernels =
        InstalledKernel.complete(context.host()).stream().map(OverviewCommand::line).toList();
    List<String> modules = InstalledModule.names(context.host());
    List<Finding> findings = Doctor.examine(context.host(), false);
    if (line.hasOption("json")) {
      Json.print(
          context.out(),
          json -> {
            json.name("kernels").beginArray();
            for (KernelLine kernel : kernels) {
              json.beginObject().name("release").value(kernel.release);
              json.name("running").value(kernel.running).name("headers").value(kernel.headers);
              json.name("registered").value(kernel.registered).name("held").value(kernel.held);
              json.endObject();
            }
            json.endArray().name("modules").value(modules.size());
            FindingsText.array(json, findings);
          });
    } else {
      print(context.out(), kernels, modules, findings);
    }
    return Exit.DONE;
  }

  /** A row of the table of kernels. */
  private record KernelLine(
      String release, boolean running, boolean headers, int registered, boolean held) {}

  private static KernelLine line(InstalledKernel kernel) {
    FunctionSet set = new FunctionSet(kernel.host(), kernel.release());
    int registered = -1;
    boolean held = false;
    try {
      registered = set.registry().all().size();
      held = set.pending().isPresent();
    } catch (ProblemException e) {
      registered = -1; // damaged: among the findings
    }
    boolean headers = Files.exists(kernel.host().headers(kernel.release(), "Makefile"));
    return new KernelLine(kernel.release(), kernel.isRunning(), headers, registered, held);
  }

  private static void print(
      PrintStream out, List<KernelLine> kernels, List<String> modules, List<Finding> findings) {
    Table table = new Table("kernel", "", "headers", "registered", "held");
    for (KernelLine kernel : kernels) {
      table.row(
          kernel.release,
          kernel.running ? "running" : "",
          kernel.headers ? "yes" : "no",
          kernel.registered < 0 ? "damaged" : String.valueOf(kernel.registered),
          kernel.held ? "yes" : "no");
    }
    table.print(out);
    out.println();
    out.println("installed modules: " + modules.size());
    if (findings.isEmpty()) {
      out.println("nothing is wrong; 'dlkm --help' lists the tools");
      return;
    }
    out.println(findings.size() + " wrong; 'dlkm doctor' tells the remedies:");
    for (Finding finding : findings.subList(0, Math.min(FINDINGS, findings.size()))) {
      out.println("  " + finding.problem().thing() + ": " + finding.problem().what());
    }
  }
}
