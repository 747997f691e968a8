package dlkm.cli;

import dlkm.conf.Dependency;
import dlkm.conf.SystemFile;
import dlkm.plan.InstalledKernel;
import dlkm.plan.InstalledModule;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import dlkm.update.Update;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * {@code config --all}: every module that is planned, for one kernel. Together where that goes, for
 * it is quicker; where one fails, each for itself, so that the others are there.
 */
final class ConfigureAll {

  private final Context context;
  private final InstalledKernel kernel;
  private boolean missing;

  ConfigureAll(Context context, InstalledKernel kernel) {
    this.context = context;
    this.kernel = kernel;
  }

  /** Builds them, and with {@code update} puts those that were built in place. */
  int run(boolean update) {
    List<String> planned = planned();
    if (planned.isEmpty() && !missing) {
      context.say("no module is planned: 'kmsystem' lists the plans");
      return Exit.DONE;
    }
    List<String> built = build(planned);
    int status = Exit.DONE;
    if (update && !built.isEmpty()) {
      status =
          Locked.run(
              context,
              () -> KmupdateCommand.update(context, kernel, built, Update.Mode.EITHER, false));
    }
    return missing ? Exit.FAILED : status;
  }

  /** What its system file wants built and loadable, each after what it needs. */
  private List<String> planned() {
    Set<String> names = new TreeSet<>();
    for (String name : InstalledModule.names(context.host())) {
      if (isPlanned(name)) {
        names.add(name);
      }
    }
    SequencedSet<String> order = new LinkedHashSet<>();
    names.forEach(name -> visit(name, names, order, new TreeSet<>()));
    return List.copyOf(order);
  }

  /** Files that can't be read are the fault of one module, and don't keep the others away. */
  private boolean isPlanned(String module) {
    SystemFile system;
    try {
      system = InstalledModule.system(context.host(), module);
    } catch (ProblemException e) {
      failed(module, e);
      return false;
    }
    if (system.isConfigured() && !system.isDynamic()) {
      context.say(module + ": is planned to be static, and static modules are not built");
    }
    return system.isConfigured() && system.isDynamic();
  }

  private void visit(
      String module, Set<String> names, SequencedSet<String> order, Set<String> open) {
    if (!names.contains(module) || !open.add(module)) {
      return;
    }
    dependencies(module).forEach(needed -> visit(needed.module(), names, order, open));
    order.add(module);
  }

  /** A master file that can't be read is told of when the module is built. */
  private List<Dependency> dependencies(String module) {
    try {
      return InstalledModule.master(context.host(), module).dependencies();
    } catch (ProblemException e) {
      return List.of();
    }
  }

  private List<String> build(List<String> planned) {
    try {
      new Configure(context, kernel).run(planned);
      return planned;
    } catch (ProblemException e) {
      if (planned.size() == 1) {
        failed(planned.getFirst(), e);
        return List.of();
      }
    }
    List<String> built = new ArrayList<>();
    for (String module : planned) {
      try {
        new Configure(context, kernel).run(List.of(module));
        built.add(module);
      } catch (ProblemException e) {
        failed(module, e);
      }
    }
    return built;
  }

  private void failed(String module, ProblemException e) {
    missing = true;
    for (Problem problem : e.problems()) {
      context.say(problem.toString());
    }
    context.say(module + ": is not there for kernel " + kernel.release());
  }
}
