package dlkm.cli;

import dlkm.funcset.FunctionSet;
import dlkm.host.AtomicFiles;
import dlkm.installedkernel.InstalledKernel;
import dlkm.modtree.ModuleTree;
import dlkm.update.PlannedUse;
import dlkm.update.UnderStateLock;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** {@code kmindex}: writes kmod's index of a kernel's modules, as {@code depmod} does. */
final class KmindexCommand implements Command {

  @Override
  public Options options() {
    return new Options().addOption(Arguments.kernel());
  }

  @Override
  public String synopsis() {
    return "[-K RELEASE]";
  }

  @Override
  public String summary() {
    return "update the module index of a kernel, as depmod does";
  }

  @Override
  public int run(Context context, CommandLine line) {
    Arguments.noOperands(line);
    InstalledKernel kernel = InstalledKernel.find(context.host(), Arguments.kernelOf(line));
    ModuleTree tree = new ModuleTree(context.host(), kernel.release());
    return UnderStateLock.run(
        context.caller(),
        () -> {
          AtomicFiles.deleteAsides(kernel.modules());
          tree.index(problem -> context.say(problem.toString()));
          PlannedUse.refresh(new FunctionSet(context.host(), kernel.release()), context::say);
          return Exit.DONE;
        });
  }
}
