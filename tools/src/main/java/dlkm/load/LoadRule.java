package dlkm.load;

import dlkm.component.InstalledModule;
import dlkm.declaration.PhaseRules;
import dlkm.funcset.FunctionSet;
import dlkm.host.Host;
import dlkm.installedkernel.InstalledKernel;
import dlkm.modname.ModuleName;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import dlkm.registry.Phases;
import dlkm.registry.Registration;
import java.nio.file.Files;
import java.util.Optional;

/**
 * When a module may be loaded now, whoever asks (spec §5.3, §6.1, §6.3): it is registered, its plan
 * uses it, and it supports RUN.
 */
public final class LoadRule {

  private LoadRule() {}

  /**
   * The registered module of that name.
   *
   * @throws ProblemException when there is none, with what registers it
   */
  public static Registration find(FunctionSet set, String name) {
    return set.registry()
        .findByKernelName(ModuleName.kernelForm(name))
        .orElseThrow(
            () ->
                new ProblemException(
                    name,
                    "is not registered with kernel " + set.release(),
                    howToRegister(set, name)));
  }

  private static String howToRegister(FunctionSet set, String name) {
    if (!ModuleName.isValid(name)) {
      return "it is no name of a module: 'kmadmin -s' lists them";
    }
    Host host = set.host();
    String module = InstalledModule.named(host, name);
    if (InstalledModule.isInstalled(host, module)) {
      return howToUse(set, module);
    }
    if (new InstalledKernel(host, set.release()).ownsModule(ModuleName.kernelForm(name))) {
      return "it is a module of the kernel's own: 'modprobe " + name + "' loads it";
    }
    return "'kminstall -a " + name + "' and 'config -M " + name + " -u' do that";
  }

  private static String howToUse(FunctionSet set, String module) {
    if (Files.exists(set.builtRecord(module))) {
      return "it is built: 'kmupdate -M " + module + "' registers it";
    }
    String plan =
        InstalledModule.mayBeUsed(set.host(), module)
            ? ""
            : "it " + Phases.UNUSED + ": 'kmsystem -c y -l y " + module + "', then ";
    return plan + "'config -M " + module + " -u' builds and registers it";
  }

  /** Why the module can't be loaded now, if that is so. */
  public static Optional<Problem> check(Registration registration) {
    Phases phases = registration.phases();
    if (registration.isStatic()) {
      return registration
          .notInRun()
          .map(
              why -> Problem.of(registration.module(), "can't be loaded now: it " + why, "reboot"));
    }
    if (!phases.used()) {
      return Optional.of(Phases.refusal(registration.module()));
    }
    return phases
        .notInRun()
        .map(
            why ->
                Problem.of(
                    registration.module(),
                    "can't be loaded now: it " + why,
                    "plan it for a boot phase: 'kmadmin -b', "
                        + PhaseRules.possible(registration.type(), phases.supported())));
  }
}
