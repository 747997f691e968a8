package dlkm.update;

import dlkm.funcset.FunctionSet;
import dlkm.funcset.HeldChanges;
import dlkm.funcset.RegistrationChange;
import dlkm.host.Caller;
import dlkm.index.ModprobeConf;
import dlkm.installedkernel.InstalledKernel;
import dlkm.problem.Problem;
import dlkm.registry.Registration;
import dlkm.registry.Registry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Checks whether the kernel would load registered modules with values of parameters that they get
 * without another image, now or at the next boot.
 */
final class TunedCheck {

  private TunedCheck() {}

  /** Why the kernel would refuse the values that a change gives, before it is prepared. */
  static List<Problem> refusals(Caller caller, InstalledKernel kernel, RegistrationChange change) {
    FunctionSet set = change.functionSet();
    Registry registered = set.registry();
    HeldChanges waiting = set.held();
    Map<Registration, Path> now = new LinkedHashMap<>();
    for (Registration record : change.registry().all()) {
      registered
          .find(record.module())
          .filter(before -> isTuned(before, record))
          .ifPresent(before -> now.put(record, set.liveImage(before)));
    }
    HeldChanges held = change.held();
    Map<Registration, Path> then = new LinkedHashMap<>();
    for (Registration record : held.updates().values()) {
      Optional.ofNullable(waiting.updates().get(record.module()))
          .or(() -> registered.find(record.module()))
          .filter(before -> isTuned(before, record))
          .ifPresent(_ -> then.put(record, held.images().get(record.module())));
    }
    List<Problem> problems = new ArrayList<>(refusals(caller, kernel, now));
    refusals(caller, kernel, then).stream()
        .filter(problem -> !problems.contains(problem))
        .forEach(problems::add);
    return problems;
  }

  private static boolean isTuned(Registration before, Registration then) {
    return before.image().equals(then.image())
        && !ModprobeConf.options(before).equals(ModprobeConf.options(then));
  }

  private static List<Problem> refusals(
      Caller caller, InstalledKernel kernel, Map<Registration, Path> tuned) {
    if (tuned.isEmpty()) {
      return List.of();
    }
    LoaderCheck loader = new LoaderCheck(caller, kernel);
    tuned.forEach(loader::addTuned);
    return loader.problems(List.of());
  }
}
