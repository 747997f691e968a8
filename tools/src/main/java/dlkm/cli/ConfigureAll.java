package dlkm.cli;

import dlkm.conf.Dependency;
import dlkm.host.Host;
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

  ConfigureAll(Context context, InstalledKernel kernel) {
    this.context = context;
    this.kernel = kernel;
  }

  /** Builds them, and with {@code update} puts those that were built in place. */
  int run(boolean update) {
    List<String> planned = planned();
    if (planned.isEmpty()) {
      context.say("no module is planned: 'kmsystem' lists the plans");
      return Exit.DONE;
    }
    List<String> built = build(planned);
    if (update && !built.isEmpty()) {
      int status =
          Locked.run(
              context,
              () -> KmupdateCommand.update(context, kernel, built, Update.Mode.EITHER, false));
      if (status != Exit.DONE) {
        return status;
      }
    }
    return built.size() == planned.size() ? Exit.DONE : Exit.FAILED;
  }

  /** What its system file wants built and loadable, each after what it needs. */
  private List<String> planned() {
    Host host = context.host();
    Set<String> names = new TreeSet<>();
    for (String name : InstalledModule.names(host)) {
      var system = InstalledModule.system(host, name);
      if (system.isConfigured() && system.isDynamic()) {
        names.add(name);
      }
    }
    SequencedSet<String> order = new LinkedHashSet<>();
    names.forEach(name -> visit(name, names, order, new TreeSet<>()));
    return List.copyOf(order);
  }

  private void visit(
      String module, Set<String> names, SequencedSet<String> order, Set<String> open) {
    if (!names.contains(module) || !open.add(module)) {
      return;
    }
    for (Dependency needed : InstalledModule.master(context.host(), module).dependencies()) {
      visit(needed.module(), names, order, open);
    }
    order.add(module);
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
    for (Problem problem : e.problems()) {
      context.say(problem.toString());
    }
    context.say(module + ": is not there for kernel " + kernel.release());
  }
}
