package dlkm.config;

import dlkm.component.InstalledModule;
import dlkm.component.Texts;
import dlkm.declaration.HpuxSystemFile;
import dlkm.host.Caller;
import dlkm.installedkernel.InstalledKernel;
import dlkm.plan.BuildPlanner;
import dlkm.problem.ProblemException;
import dlkm.update.UnderStateLock;
import dlkm.update.WholeKernelBuild;
import dlkm.update.WholeKernelUpdate;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
  private final Path systemFile;
  private final String name;

  /**
   * The whole configuration of a kernel.
   *
   * @param systemFile the HP-UX system file
   * @param name the name of the kernel that it is built into
   */
  public ConfigureWhole(Caller caller, InstalledKernel kernel, Path systemFile, String name) {
    this.name = WholeKernelBuild.nameToBuild(name);
    this.caller = caller;
    this.kernel = kernel;
    this.systemFile = systemFile;
  }

  /**
   * Builds the kernel, and with {@code update} makes it the default.
   *
   * @param allStatic whether every module becomes static, whatever is planned ({@code -S})
   * @throws ProblemException when one of them can't be built: nothing changed
   */
  public Result run(boolean update, boolean allStatic) {
    HpuxSystemFile.parse(systemFile.toString(), Texts.readOrEmpty(systemFile));
    List<String> configured = configured();
    if (configured.isEmpty()) {
      caller.say("no module is configured: 'kmsystem' lists the plans");
    }
    BuildPlanner.Scope scope = allStatic ? BuildPlanner.Scope.ALL_STATIC : BuildPlanner.Scope.WHOLE;
    List<Configure.Built> built =
        configured.isEmpty() ? List.of() : new Configure(caller, kernel, scope).run(configured);
    return UnderStateLock.run(caller, () -> assemble(built, update));
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
