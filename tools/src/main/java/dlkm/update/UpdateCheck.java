package dlkm.update;

import dlkm.funcset.FunctionSet;
import dlkm.funcset.HeldChanges;
import dlkm.host.Caller;
import dlkm.installedkernel.InstalledKernel;
import dlkm.problem.Problem;
import dlkm.registry.Registration;
import dlkm.registry.Registry;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks whether the kernel would load all modules that are registered after an update. */
final class UpdateCheck {

  private final Caller caller;
  private final InstalledKernel kernel;
  private final FunctionSet set;
  private final Registry before;
  private final HeldChanges held;

  /**
   * A check.
   *
   * @param before the registrations that stay, of the kernel's function set
   * @param held the held changes that stay
   */
  UpdateCheck(
      Caller caller, InstalledKernel kernel, FunctionSet set, Registry before, HeldChanges held) {
    this.caller = caller;
    this.kernel = kernel;
    this.set = set;
    this.before = before;
    this.held = held;
  }

  /**
   * Checks the candidates, then their registered dependents: for now, and with a held update for
   * the state after the shutdown.
   */
  List<Problem> refusals(LoaderCheck loader, List<Candidate> candidates, UpdateTiming mode) {
    Map<Registration, Path> now = new LinkedHashMap<>();
    Map<Registration, Path> then = new LinkedHashMap<>();
    for (Registration record : before.all()) {
      now.put(record, set.liveImage(record));
      if (!held.concerns(record.module())) {
        then.put(record, set.liveImage(record));
      }
    }
    held.updates().values().forEach(r -> then.put(r, held.images().get(r.module())));
    candidates.forEach(candidate -> loader.add(candidate.record(), candidate.file()));
    if (mode == UpdateTiming.SHUTDOWN) {
      return refusals(loader, candidates, then);
    }
    List<Problem> problems = refusals(loader, candidates, now);
    if (problems.isEmpty() && !held.isEmpty()) {
      LoaderCheck later = new LoaderCheck(caller, kernel);
      candidates.forEach(candidate -> later.addHeld(candidate.record(), candidate.file()));
      return refusals(later, candidates, then);
    }
    return problems;
  }

  private static List<Problem> refusals(
      LoaderCheck loader, List<Candidate> candidates, Map<Registration, Path> beside) {
    Set<String> coming = new HashSet<>();
    candidates.forEach(candidate -> coming.add(candidate.module()));
    beside.forEach(
        (record, image) -> {
          boolean needsOne = record.dependencies().stream().anyMatch(coming::contains);
          if (needsOne && !coming.contains(record.module())) {
            loader.addDependent(record, image);
          }
        });
    return loader.problems(List.copyOf(beside.values()));
  }
}
