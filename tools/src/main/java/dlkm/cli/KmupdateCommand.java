package dlkm.cli;

import dlkm.funcset.FunctionSet;
import dlkm.funcset.WholeKernels;
import dlkm.installedkernel.InstalledKernel;
import dlkm.problem.ProblemException;
import dlkm.saved.HeldDrop;
import dlkm.update.Candidate;
import dlkm.update.ModuleUpdate;
import dlkm.update.UnderStateLock;
import dlkm.update.UpdateRehearsal;
import dlkm.update.UpdateTiming;
import dlkm.update.WholeKernelUpdate;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/** {@code kmupdate}: puts built modules in place and registers them (spec §4.6, §6.2). */
final class KmupdateCommand implements Command {

  @Override
  public Options options() {
    return new Options()
        .addOption(Arguments.module("the module to update; may be given several times"))
        .addOption(Arguments.flag("i", "update now or fail; never hold"))
        .addOption(Arguments.flag("a", "hold the update until shutdown"))
        .addOption(Arguments.flag("n", "cancel a held update"))
        .addOption(Arguments.flag("d", "delete a whole kernel"))
        .addOption(Arguments.flag("r", "roll back to the image before the last update"))
        .addOption(Arguments.kernel())
        .addOption(
            Option.builder()
                .longOpt("rehearse")
                .desc("rehearse in a scratch machine first; continue only if clean")
                .get());
  }

  @Override
  public String synopsis() {
    return """
    [-i | -a] [-r] [--rehearse] [-K RELEASE] -M MODULE [-M MODULE ...]
    -n [-K RELEASE] -M MODULE [-M MODULE ...]
    [-a] [-K RELEASE] [KERNEL]
    -d [-K RELEASE] KERNEL\
    """;
  }

  @Override
  public String summary() {
    return "register built modules, replace loaded modules that are not in use, roll back; make a"
        + " whole kernel the default";
  }

  @Override
  public int run(Context context, CommandLine line) {
    List<String> modules = Arguments.modulesOf(context.host(), line);
    if (modules.isEmpty()) {
      return kernel(context, line);
    }
    Arguments.exclusive(line, "M", "d");
    Arguments.noOperands(line);
    Arguments.exclusive(line, "i", "a", "n");
    Arguments.exclusive(line, "r", "n");
    Arguments.exclusive(line, "rehearse", "n");
    InstalledKernel kernel = InstalledKernel.find(context.host(), Arguments.kernelOf(line));
    boolean previous = line.hasOption("r");
    FunctionSet set = new FunctionSet(context.host(), kernel.release());
    List<String> tried = List.of();
    if (previous && line.hasOption("rehearse") && isFirstImage(context, kernel, modules)) {
      return Exit.NEVER;
    }
    if (line.hasOption("rehearse")) {
      tried = Candidate.images(set, modules, previous);
      int status = rehearse(context, kernel, modules, previous);
      if (status != Exit.DONE) {
        return status;
      }
    }
    List<String> rehearsed = tried;
    return UnderStateLock.run(
        context.caller(),
        () -> {
          ModuleUpdate update = new ModuleUpdate(kernel, context.caller());
          if (line.hasOption("n")) {
            UpdateText.print(context, HeldDrop.updates(set, context.caller(), modules));
            return Exit.DONE;
          }
          if (!rehearsed.isEmpty() && !Candidate.images(set, modules, previous).equals(rehearsed)) {
            throw new ProblemException(
                String.join(" ", modules),
                "was changed by another command while the rehearsal ran",
                "run the command again");
          }
          if (previous && isFirstImage(context, kernel, modules)) {
            return Exit.NEVER;
          }
          return UpdateText.print(context, kernel, update.run(modules, mode(line), previous));
        });
  }

  /** The form without {@code -M}: a whole kernel (spec §4.6). */
  private static int kernel(Context context, CommandLine line) {
    for (String option : List.of("i", "n", "r", "rehearse")) {
      if (line.hasOption(option)) {
        throw new UsageException("name a module with -M");
      }
    }
    List<String> operands = line.getArgList();
    if (operands.size() > 1) {
      throw new UsageException("unexpected argument '" + operands.get(1) + "'");
    }
    if (operands.isEmpty() && line.hasOption("d")) {
      throw new UsageException("name the whole kernel to delete");
    }
    Arguments.exclusive(line, "a", "d");
    String name = operands.isEmpty() ? WholeKernels.BUILT : WholeKernels.name(operands.getFirst());
    InstalledKernel kernel = InstalledKernel.find(context.host(), Arguments.kernelOf(line));
    return UnderStateLock.run(
        context.caller(),
        () -> {
          WholeKernelUpdate update = new WholeKernelUpdate(kernel, context.caller());
          if (line.hasOption("d")) {
            update.delete(name);
            context.out().println(name + ": deleted");
            return Exit.DONE;
          }
          return WholeKernelText.print(
              context, kernel, name, update.run(name, line.hasOption("a")));
        });
  }

  /** Whether there is nothing before the registration to roll back to; it is said then. */
  private static boolean isFirstImage(Context context, InstalledKernel kernel, List<String> names) {
    List<String> modules = new ModuleUpdate(kernel, context.caller()).withFirstImage(names);
    for (String module : modules) {
      context.say(
          module
              + ": was not registered before this image: 'kmmodreg -U "
              + module
              + "' unregisters it");
    }
    return !modules.isEmpty();
  }

  /** Done if all went well there; else why not was said. */
  private static int rehearse(
      Context context, InstalledKernel kernel, List<String> modules, boolean previous) {
    AtomicBoolean inconclusive = new AtomicBoolean();
    UpdateRehearsal rehearsal =
        new UpdateRehearsal(
            context.caller(),
            kernel,
            VisibleStream.raw(context.err()),
            result -> {
              inconclusive.set(result.verdict().isInconclusive());
              result.boot().ifPresent(boot -> Timeline.print(context.err(), boot));
              RehearsalText.print(context, result);
            });
    if (rehearsal.run(modules, previous)) {
      return Exit.DONE;
    }
    context.say(
        (inconclusive.get() ? "the rehearsal was inconclusive" : "the rehearsal failed")
            + ": nothing changed on this machine");
    return inconclusive.get() ? RehearsalText.INCONCLUSIVE : Exit.FAILED;
  }

  private static UpdateTiming mode(CommandLine line) {
    if (line.hasOption("i")) {
      return UpdateTiming.IMMEDIATE;
    }
    return line.hasOption("a") ? UpdateTiming.SHUTDOWN : UpdateTiming.EITHER;
  }
}
