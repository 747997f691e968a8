package dlkm.config;

import dlkm.component.Families;
import dlkm.component.InstalledModule;
import dlkm.declaration.Dependency;
import dlkm.declaration.SystemFile;
import dlkm.host.Caller;
import dlkm.installedkernel.InstalledKernel;
import dlkm.plan.BuildPlanner;
import dlkm.plan.PlanFiles;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import dlkm.update.AccompanyingChange;
import dlkm.update.ModuleUpdate;
import dlkm.update.UnderStateLock;
import dlkm.update.UpdateTiming;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * {@code config --all}: builds every planned module for one kernel. All together first, which is
 * faster; after a failure each separately, so that the others are built. Static modules are built
 * for a kernel that doesn't run, as one that is just being installed: its first boot loads them.
 */
public final class ConfigureAll {

  /**
   * The result.
   *
   * @param built those that could be built
   * @param failed those that could not, in the order of their names
   * @param update what became of the built ones, where they were to be put in place
   */
  public record Result(
      List<Configure.Built> built, List<String> failed, Optional<ModuleUpdate.Result> update) {}

  /** Tells such a change from an update of modules that were named. */
  private static final AccompanyingChange ALL =
      new AccompanyingChange() {
        @Override
        public String why(String update) {
          return "config --all: " + update;
        }
      };

  private final Caller caller;
  private final InstalledKernel kernel;
  private final PrebuiltFirst images;
  private final Set<String> failed = new TreeSet<>();

  /**
   * A build of all modules.
   *
   * @param images where to look for what was built elsewhere
   */
  public ConfigureAll(Caller caller, InstalledKernel kernel, List<ImageSource> images) {
    this.caller = caller;
    this.kernel = kernel;
    this.images = new PrebuiltFirst(caller, kernel, images);
  }

  /** Builds them, and with {@code update} puts those that were built in place. */
  public Result run(boolean update) {
    List<String> planned = planned();
    if (planned.isEmpty() && failed.isEmpty()) {
      caller.say("no module is planned: nothing to do: 'kmsystem' lists the plans");
      return new Result(List.of(), List.of(), Optional.empty());
    }
    PrebuiltFirst.Result prebuilt = images.run(planned);
    List<Configure.Built> built = new ArrayList<>(prebuilt.taken());
    built.addAll(build(prebuilt.left()));
    Optional<ModuleUpdate.Result> updated = Optional.empty();
    if (update && !built.isEmpty()) {
      List<String> names = built.stream().map(Configure.Built::module).toList();
      updated =
          Optional.of(
              UnderStateLock.run(
                  caller,
                  () ->
                      new ModuleUpdate(kernel, caller, ALL)
                          .run(names, UpdateTiming.EITHER, false)));
    }
    return new Result(built, List.copyOf(failed), updated);
  }

  /** Returns the modules to build, each after its dependencies. */
  private List<String> planned() {
    Set<String> names = new TreeSet<>();
    for (String name : InstalledModule.names(caller.host())) {
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
      system = InstalledModule.system(caller.host(), module);
    } catch (ProblemException e) {
      failed(module, e);
      return false;
    }
    if (system.isPlannedStatic() && kernel.isRunning()) {
      caller.say(module + ": planned static: 'config SYSTEM_FILE' builds it");
    }
    boolean planned = kernel.isRunning() ? system.isPlannedDynamic() : system.isConfigured();
    return planned && InstalledModule.isOurs(caller.host(), module);
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
      return InstalledModule.master(caller.host(), module).dependencies();
    } catch (ProblemException e) {
      return List.of();
    }
  }

  private Configure configure() {
    return new Configure(
        caller,
        kernel,
        PlanFiles.installed(caller.host()),
        kernel.isRunning() ? BuildPlanner.Scope.LOADABLE : BuildPlanner.Scope.WHOLE);
  }

  private List<Configure.Built> build(List<String> planned) {
    if (planned.isEmpty()) {
      return List.of();
    }
    try {
      return configure().run(planned);
    } catch (ProblemException e) {
      if (planned.size() == 1) {
        failed(planned.getFirst(), e);
        return List.of();
      }
    }
    List<Configure.Built> built = new ArrayList<>();
    for (String family : Families.grouped(caller.host(), planned).keySet()) {
      try {
        built.addAll(configure().run(List.of(family)));
      } catch (ProblemException e) {
        failed(family, e);
      }
    }
    return built;
  }

  private void failed(String module, ProblemException e) {
    failed.add(module);
    for (Problem problem : e.problems()) {
      caller.say(problem.toString());
    }
    caller.say(module + ": not built for kernel " + kernel.release());
  }
}
