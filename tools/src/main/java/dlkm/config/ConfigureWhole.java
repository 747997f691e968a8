package dlkm.config;

import dlkm.component.InstalledModule;
import dlkm.component.Texts;
import dlkm.conf.HpuxSystemFile;
import dlkm.funcset.FunctionSet;
import dlkm.host.Caller;
import dlkm.installedkernel.InstalledKernel;
import dlkm.plan.BuildPlanner;
import dlkm.problem.ProblemException;
import dlkm.update.StaticSet;
import dlkm.update.UnderStateLock;
import dlkm.update.Update;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code config SYSTEM_FILE}: builds the static modules and all configured loadable ones for one
 * kernel, all of them or none (spec §4.4.1). Put in place they are the kernel's whole function set:
 * at the shutdown of the running kernel, since only a boot makes a module part of it.
 */
public final class ConfigureWhole {

  /**
   * The result.
   *
   * @param built all modules that are configured
   * @param leaving the modules that leave the static kernel
   * @param update what became of them, where they were to be put in place
   */
  public record Result(
      List<Configure.Built> built, List<String> leaving, Optional<Update.Result> update) {}

  private final Caller caller;
  private final InstalledKernel kernel;
  private final Path systemFile;

  /**
   * The whole configuration of a kernel.
   *
   * @param systemFile the HP-UX system file
   */
  public ConfigureWhole(Caller caller, InstalledKernel kernel, Path systemFile) {
    this.caller = caller;
    this.kernel = kernel;
    this.systemFile = systemFile;
  }

  /**
   * Builds them, and with {@code update} puts them in place.
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
    if (!update) {
      return new Result(built, List.of(), Optional.empty());
    }
    return UnderStateLock.run(caller, () -> put(built));
  }

  private Result put(List<Configure.Built> built) {
    List<String> names = built.stream().map(Configure.Built::module).toList();
    StaticSet next = StaticSet.of(new FunctionSet(kernel.host(), kernel.release()), names);
    Update.Mode mode = kernel.isRunning() ? Update.Mode.SHUTDOWN : Update.Mode.EITHER;
    Update.Result result = new Update(kernel, caller, next).run(names, mode, false);
    return new Result(built, next.leaving(), Optional.of(result));
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
