package dlkm.cli;

import dlkm.health.Finding;
import dlkm.health.Readiness;
import dlkm.installedkernel.InstalledKernel;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** {@code dlkm ready}: whether a kernel would come up with all planned modules. */
final class ReadyCommand implements Command {

  static final String NAME = "ready";

  @Override
  public String summary() {
    return "tell whether a kernel would come up with all planned modules";
  }

  @Override
  public String synopsis() {
    return "[--rehearse] [--json] RELEASE";
  }

  @Override
  public boolean changes(CommandLine line) {
    return false;
  }

  @Override
  public Options options() {
    return new Options()
        .addOption(Arguments.longFlag("rehearse", "boot it in a scratch machine as well"))
        .addOption(Arguments.longFlag("json", "print what is missing as JSON"));
  }

  @Override
  public int run(Context context, CommandLine line) {
    List<String> operands = line.getArgList();
    if (operands.size() != 1) {
      throw new UsageException("name one kernel");
    }
    String release = Arguments.release(operands.getFirst());
    InstalledKernel kernel = InstalledKernel.find(context.host(), Optional.of(release));
    List<Finding> missing = Readiness.of(kernel);
    FindingsText.print(context.out(), missing, line.hasOption("json"), release + ": ready");
    if (!missing.isEmpty()) {
      return Exit.FAILED;
    }
    if (!line.hasOption("rehearse")) {
      return Exit.DONE;
    }
    context.out().flush();
    return Main.run(context.out(), context.err(), "kmrehearse", "--boot", "-K", release);
  }
}
