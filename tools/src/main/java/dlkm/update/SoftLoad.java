package dlkm.update;

import dlkm.installedkernel.ModuleFiles;
import dlkm.kernel.Loader;
import dlkm.kernel.Outcome;
import dlkm.modname.ModuleName;
import dlkm.problem.ProblemException;
import dlkm.registry.Registration;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Loads what modules that come with a live update ask for and can do without. The kernel's module
 * index has the old images until the update is done: what needs a module of the update is loaded
 * once that is there, lest an old image comes or gets another user.
 */
final class SoftLoad {

  private final Loader loader;
  private final Set<String> absent;
  private final List<String> later = new ArrayList<>();

  private SoftLoad(Loader loader, Set<String> absent) {
    this.loader = loader;
    this.absent = absent;
  }

  /**
   * For one update.
   *
   * @param order the modules that are exchanged or come, not all of them candidates
   */
  static SoftLoad during(Loader loader, List<Candidate> candidates, List<Registration> order) {
    Set<String> absent = new HashSet<>();
    candidates.forEach(candidate -> absent.add(candidate.record().kernelName()));
    order.forEach(registration -> absent.add(registration.kernelName()));
    return new SoftLoad(loader, absent);
  }

  /** Loads what is asked for before a module, which comes next. */
  void before(Registration coming) {
    for (String name : coming.image().softDependencies().before()) {
      if (needsAbsent(ModuleName.kernelForm(name))) {
        later.add(name);
      } else {
        load(name);
      }
    }
  }

  /** A module came: what is asked for after it is loaded at the end. */
  void came(Registration registration) {
    came(registration.kernelName());
    later.addAll(registration.image().softDependencies().after());
  }

  /** The new image of a module is there. */
  void came(String kernelName) {
    absent.remove(kernelName);
  }

  /** Loads the rest: the module index has the new images by now. */
  void finish() {
    later.forEach(this::load);
  }

  private void load(String name) {
    try {
      Outcome _ = loader.loadByName(name);
    } catch (ProblemException | UncheckedIOException e) {
      // Who asks for it can do without.
    }
  }

  /** Whether it needs a module of the update that isn't there yet, as far as that is known. */
  private boolean needsAbsent(String kernelName) {
    Set<String> needed = new HashSet<>(Set.of(kernelName));
    String release = loader.host().runningRelease();
    try {
      needed.addAll(ModuleFiles.dependencies(loader.host(), release, needed).keySet());
    } catch (ProblemException | UncheckedIOException e) {
      // Modules are away meanwhile: what can't be told now has time until they are there.
      return true;
    }
    return !Collections.disjoint(needed, absent);
  }
}
