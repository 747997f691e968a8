package dlkm.config;

import dlkm.component.InstalledModule;
import dlkm.declaration.DriverInstall;
import dlkm.host.Caller;
import dlkm.installedkernel.InstalledKernel;
import dlkm.plan.BuildPlanner;
import dlkm.plan.PlanFiles;
import dlkm.problem.ProblemException;
import dlkm.update.UnderStateLock;
import dlkm.update.WholeKernelBuild;
import dlkm.update.WholeKernelUpdate;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * {@code config SYSTEM_FILE}: builds the static modules and all configured loadable ones for one
 * kernel, all of them or none, into a whole kernel with a name (spec §4.4.1).
 */
public final class ConfigureWhole {

  /**
   * The result.
   *
   * @param built all modules that are configured
   * @param kernel what they were made
   * @param update what became of it, where it was to be the default
   */
  public record Result(
      List<Configure.Built> built,
      WholeKernelBuild.Kernel kernel,
      Optional<WholeKernelUpdate.Result> update) {}

  private final Caller caller;
  private final InstalledKernel kernel;
  private final PlanFiles files;
  private final String name;
  private final BuildPlanner.Scope scope;

  /**
   * The whole configuration of a kernel.
   *
   * @param files the HP-UX system file, and perhaps other master files
   * @param name the name of the kernel that it is built into
   * @param allStatic whether every module becomes static, whatever is planned ({@code -S})
   */
  public ConfigureWhole(
      Caller caller, InstalledKernel kernel, PlanFiles files, String name, boolean allStatic) {
    this.name = WholeKernelBuild.nameToBuild(kernel, name);
    this.caller = caller;
    this.kernel = kernel;
    this.files = files;
    scope = allStatic ? BuildPlanner.Scope.ALL_STATIC : BuildPlanner.Scope.WHOLE;
  }

  /**
   * Builds the kernel, and with {@code update} makes it the default.
   *
   * @throws ProblemException when one of them can't be built: nothing changed
   */
  public Result run(boolean update) {
    List<String> configured = toBuild();
    List<Configure.Built> built = configured.isEmpty() ? List.of() : configure().run(configured);
    return UnderStateLock.run(caller, () -> assemble(built, update));
  }

  /**
   * Checks the modules and generates their sources, no more ({@code -s}).
   *
   * @return where they are; empty when no module is configured
   * @throws ProblemException when one of them can't be built
   */
  public Optional<Path> generateOnly() {
    List<String> configured = toBuild();
    return configured.isEmpty()
        ? Optional.empty()
        : Optional.of(configure().generateOnly(configured));
  }

  /** The majors that the master files of configured modules reserve, by module ({@code -t}). */
  public SortedMap<String, DriverInstall> majors() {
    SortedMap<String, DriverInstall> majors = new TreeMap<>();
    for (String module : configured()) {
      files.master(module).driverInstall().ifPresent(install -> majors.put(module, install));
    }
    return majors;
  }

  private Configure configure() {
    return new Configure(caller, kernel, files, scope);
  }

  private List<String> toBuild() {
    files.readHpuxSystem();
    List<String> configured = configured();
    if (configured.isEmpty()) {
      caller.say("no module is configured: 'kmsystem' lists the plans");
    }
    return configured;
  }

  private Result assemble(List<Configure.Built> built, boolean update) throws IOException {
    List<String> names = built.stream().map(Configure.Built::module).toList();
    WholeKernelBuild.Kernel made = new WholeKernelBuild(kernel, caller).make(name, names);
    Optional<WholeKernelUpdate.Result> updated =
        update
            ? Optional.of(new WholeKernelUpdate(kernel, caller).run(name, false))
            : Optional.empty();
    return new Result(built, made, updated);
  }

  private List<String> configured() {
    List<String> names = new ArrayList<>();
    for (String name : InstalledModule.names(caller.host())) {
      if (InstalledModule.system(caller.host(), name).isConfigured()) {
        names.add(name);
      }
    }
    return names;
  }
}
