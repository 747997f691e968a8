package dlkm.cli;

import dlkm.funcset.FunctionSet;
import dlkm.funcset.Generation;
import dlkm.funcset.WholeKernelId;
import dlkm.funcset.WholeKernels;
import dlkm.host.Host;
import dlkm.host.Layout;
import dlkm.host.SetFile;
import dlkm.installedkernel.InstalledKernel;
import dlkm.problem.ProblemException;
import java.nio.file.Path;
import java.util.ArrayList;
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
    return "[-k | -c | -i | --json] [KERNEL]";
  }

  @Override
  public String summary() {
    return "print the paths and the identity of the running kernel, or of another one";
  }

  @Override
  public boolean changes(CommandLine line) {
    return false;
  }

  /**
   * What is printed of a kernel.
   *
   * @param main its main file: of a whole kernel that isn't the default, its name's link
   */
  private record Paths(InstalledKernel kernel, Path main, Path set, String kis) {}

  @Override
  public int run(Context context, CommandLine line) {
    Arguments.exclusive(line, "k", "c", "i", "json");
    List<String> operands = line.getArgList();
    if (operands.size() > 1) {
      throw new UsageException("unexpected argument '" + operands.get(1) + "'");
    }
    Paths paths = paths(context.host(), operands.stream().findFirst());
    if (line.hasOption("json")) {
      Json.print(
          context.out(),
          json ->
              json.name("release")
                  .value(paths.kernel().release())
                  .name("kernel")
                  .value(paths.main().toString())
                  .name("functionSet")
                  .value(paths.set().toString())
                  .name("kis")
                  .value(paths.kis()));
    } else if (line.hasOption("i")) {
      context.out().println(paths.kis());
    } else if (line.hasOption("c")) {
      context.out().println(paths.set());
    } else {
      context.out().println(line.hasOption("k") ? paths.main().getFileName() : paths.main());
    }
    return Exit.DONE;
  }

  private static Paths paths(Host host, Optional<String> operand) {
    if (operand.isEmpty()) {
      return running(host);
    }
    String file = operand.get().substring(operand.get().lastIndexOf('/') + 1);
    String release = InstalledKernel.releaseOf(file);
    if (InstalledKernel.releases(host).contains(release)) {
      return ofDefault(InstalledKernel.find(host, Optional.of(release)));
    }
    if (file.equals(WholeKernels.DEFAULT)) {
      return running(host);
    }
    List<FunctionSet> having = WholeKernels.having(host, file);
    if (having.isEmpty() && isLikeRelease(release)) {
      // Says which releases there are.
      return ofDefault(InstalledKernel.find(host, Optional.of(release)));
    }
    if (having.isEmpty()) {
      throw unknown(host, operand.get());
    }
    return ofWhole(one(host, file, having), file);
  }

  /** The name of a whole kernel begins with a letter. */
  private static boolean isLikeRelease(String release) {
    return !release.isEmpty() && Character.isDigit(release.charAt(0));
  }

  private static ProblemException unknown(Host host, String operand) {
    List<String> known = new ArrayList<>(InstalledKernel.releases(host));
    FunctionSet.all(host).forEach(set -> known.addAll(new WholeKernels(set).names()));
    return new ProblemException(
        operand,
        "neither a whole kernel nor the release of an installed one",
        known.isEmpty()
            ? "install a kernel"
            : "there are: " + String.join(" ", known.stream().distinct().toList()));
  }

  private static Paths running(Host host) {
    if (!host.isThisMachine()) {
      throw new ProblemException(
          host.root().toString(),
          "has no running kernel",
          "name an installed one: 'kmpath RELEASE'");
    }
    return ofDefault(InstalledKernel.find(host, Optional.empty()));
  }

  /** That of the running kernel, where several have one of that name. */
  private static FunctionSet one(Host host, String name, List<FunctionSet> having) {
    if (having.size() == 1) {
      return having.getFirst();
    }
    List<FunctionSet> running =
        having.stream()
            .filter(set -> new InstalledKernel(host, set.release()).isRunning())
            .toList();
    if (running.size() == 1) {
      return running.getFirst();
    }
    throw new ProblemException(
        name,
        "is a whole kernel of "
            + String.join(" ", having.stream().map(FunctionSet::release).toList()),
        "'ls " + host.path(Layout.SETS) + "/*/" + SetFile.KERNELS.fileName() + "' shows them");
  }

  /** The identity is the whole kernel's, where one was made the default. */
  private static Paths ofDefault(InstalledKernel kernel) {
    FunctionSet set = new FunctionSet(kernel.host(), kernel.release());
    String kis = set.current().map(now -> WholeKernelId.kisOf(now, kernel)).orElseGet(kernel::kis);
    return new Paths(kernel, kernel.image(), set.directory(), kis);
  }

  private static Paths ofWhole(FunctionSet set, String name) {
    WholeKernels kernels = new WholeKernels(set);
    InstalledKernel kernel = new InstalledKernel(set.host(), set.release());
    Generation generation = kernels.find(name);
    String kis = WholeKernelId.kisOf(generation, kernel);
    return new Paths(kernel, kernels.link(name), generation.directory(), kis);
  }
}
