package dlkm.cli;

import dlkm.funcset.FunctionSet;
import dlkm.installedkernel.InstalledKernel;
import dlkm.problem.ProblemException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** {@code kmpath}: the paths and the identity of a kernel (spec §4.9). */
final class KmpathCommand implements Command {

  @Override
  public Options options() {
    return new Options()
        .addOption(Arguments.flag("k", "the base name of the kernel's main file"))
        .addOption(Arguments.flag("c", "the function set directory"))
        .addOption(Arguments.flag("i", "the Kernel ID String"))
        .addOption(Arguments.longFlag("json", "all of it as JSON"));
  }

  @Override
  public String synopsis() {
    return "[-k | -c | -i | --json] [RELEASE]";
  }

  @Override
  public String summary() {
    return "print the paths and the identity of the running kernel, or of an installed one";
  }

  @Override
  public boolean changes(CommandLine line) {
    return false;
  }

  @Override
  public int run(Context context, CommandLine line) {
    Arguments.exclusive(line, "k", "c", "i", "json");
    List<String> operands = line.getArgList();
    if (operands.size() > 1) {
      throw new UsageException("unexpected argument '" + operands.get(1) + "'");
    }
    Optional<String> release = operands.stream().findFirst();
    if (release.isEmpty() && !context.host().isThisMachine()) {
      throw new ProblemException(
          context.host().root().toString(),
          "has no running kernel",
          "name an installed one: 'kmpath RELEASE'");
    }
    InstalledKernel kernel = InstalledKernel.find(context.host(), release);
    Path image = kernel.image();
    Path set = new FunctionSet(context.host(), kernel.release()).directory();
    if (line.hasOption("json")) {
      Json.print(
          context.out(),
          json ->
              json.name("release")
                  .value(kernel.release())
                  .name("kernel")
                  .value(image.toString())
                  .name("functionSet")
                  .value(set.toString())
                  .name("kis")
                  .value(kernel.kis()));
    } else if (line.hasOption("i")) {
      context.out().println(kernel.kis());
    } else if (line.hasOption("c")) {
      context.out().println(set);
    } else {
      context.out().println(line.hasOption("k") ? image.getFileName() : image);
    }
    return Exit.DONE;
  }
}
