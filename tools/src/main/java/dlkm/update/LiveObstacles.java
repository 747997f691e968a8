package dlkm.update;

import dlkm.funcset.FunctionSet;
import dlkm.host.Host;
import dlkm.installedkernel.ModuleLoading;
import dlkm.kernel.LoadedModule;
import dlkm.kernel.LoadedModules;
import dlkm.load.LoadedDependents;
import dlkm.load.UnloadRule;
import dlkm.modname.ModuleName;
import dlkm.problem.Problem;
import dlkm.registry.Registration;
import dlkm.registry.Registry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Why the running kernel can't follow a change at once, so that all of it is held. */
final class LiveObstacles {

  /** What to do about one that is in use, where it gets another image. */
  static final UnloadRule.Remedy EXCHANGED =
      UnloadRule.Remedy.holding("hold the update until shutdown (kmupdate -a)");

  private static final UnloadRule.Remedy UNUSED =
      new UnloadRule.Remedy("end that, and repeat the command", "the boot leaves it out");

  private static final String LATER = "the boot loads it";

  private final FunctionSet set;
  private final Host host;
  private final RunningStates states;

  LiveObstacles(FunctionSet set, RunningStates states) {
    this.set = set;
    this.states = states;
    host = set.host();
  }

  /**
   * Why modules can't be unloaded.
   *
   * @param exchanged those that get another image
   */
  List<Problem> busy(List<LoadedModule> exchanged) {
    Set<String> away = new HashSet<>(states.leavingNames());
    exchanged.forEach(module -> away.add(module.name()));
    List<Problem> busy = new ArrayList<>();
    for (LoadedModule module : exchanged) {
      UnloadRule.check(host, module, away, EXCHANGED).ifPresent(busy::add);
    }
    for (String module : states.leaving()) {
      LoadedDependents.find(host, set.registry(), ModuleName.kernelForm(module))
          .flatMap(loaded -> UnloadRule.check(host, loaded, away, UNUSED))
          .ifPresent(busy::add);
    }
    return busy;
  }

  /**
   * Why modules can't be loaded.
   *
   * @param then the registrations of the change
   */
  List<Problem> absent(Registry then) {
    List<Problem> absent = new ArrayList<>();
    for (String module : states.coming()) {
      why(then.find(module))
          .or(() -> neededAtBoot(then, module))
          .map(why -> new Problem(module, "can't be loaded now: " + why, LATER))
          .ifPresent(absent::add);
    }
    return absent;
  }

  private Optional<String> why(Optional<Registration> coming) {
    if (!LoadedModules.supported(host)) {
      return Optional.of("this kernel can't load modules");
    }
    if (ModuleLoading.isDisabled(host)) {
      return Optional.of(ModuleLoading.DISABLED);
    }
    return coming.flatMap(Registration::notInRun).map(why -> "it " + why);
  }

  /** One that it needs, that isn't there and that only a boot loads; an unused one is refused. */
  private Optional<String> neededAtBoot(Registry then, String module) {
    List<String> open = new ArrayList<>(List.of(module));
    for (int i = 0; i < open.size(); i++) {
      for (String declared : needs(then, open.get(i))) {
        Optional<Registration> needed =
            then.findByKernelName(ModuleName.kernelForm(declared)).filter(this::isAbsent);
        Optional<String> why =
            needed.filter(found -> found.phases().used()).flatMap(Registration::notInRun);
        if (why.isPresent()) {
          return Optional.of("it needs " + declared + ", which " + why.get());
        }
        needed.map(Registration::module).filter(name -> !open.contains(name)).ifPresent(open::add);
      }
    }
    return Optional.empty();
  }

  private static List<String> needs(Registry then, String module) {
    return then.find(module).map(Registration::dependencies).orElse(List.of());
  }

  private boolean isAbsent(Registration registration) {
    return LoadedModules.find(host, registration.kernelName()).isEmpty();
  }
}
