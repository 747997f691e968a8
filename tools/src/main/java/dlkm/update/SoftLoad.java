package dlkm.update;

import dlkm.installedkernel.ModuleFiles;
import dlkm.kernel.Loader;
import dlkm.kernel.Outcome;
import dlkm.load.LoadRule;
import dlkm.modname.ModuleName;
import dlkm.problem.ProblemException;
import dlkm.registry.Registration;
import dlkm.registry.Registry;
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
  private final Registry next;
  private final Set<String> absent;
  private final List<String> later = new ArrayList<>();

  /**
   * For one update.
   *
   * @param next the registrations of then: what may not be loaded by them stays out
   * @param absent the kernel's names of the modules without which nothing is loaded: those of the
   *     update
   */
  SoftLoad(Loader loader, Registry next, Set<String> absent) {
    this.loader = loader;
    this.next = next;
    this.absent = new HashSet<>(absent);
  }

  /** Loads what is asked for before a module, which comes next. */
  void before(Registration coming) {
    load(coming.image().softDependencies().before());
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

  /** Loads the rest, as all new images are there, and in the module index. */
  void finish() {
    List<String> rest = List.copyOf(later);
    later.clear();
    load(rest);
  }

  private void load(List<String> names) {
    for (String name : names) {
      try {
        if (needsAbsent(ModuleName.kernelForm(name))) {
          later.add(name);
        } else if (mayBeLoaded(name)) {
          Outcome _ = loader.loadByName(name);
        }
      } catch (ProblemException | UncheckedIOException e) {
        // Who asks for it can do without, and modules are away meanwhile.
      }
    }
  }

  private boolean mayBeLoaded(String name) {
    return next.findByKernelName(ModuleName.kernelForm(name)).flatMap(LoadRule::check).isEmpty();
  }

  private boolean needsAbsent(String kernelName) {
    Set<String> needed = new HashSet<>(Set.of(kernelName));
    String release = loader.host().runningRelease();
    needed.addAll(ModuleFiles.dependencies(loader.host(), release, needed).keySet());
    return !Collections.disjoint(needed, absent);
  }
}
