package dlkm.update;

import dlkm.funcset.Generation;
import dlkm.index.ModprobeConf;
import dlkm.kernel.KernelRefusal;
import dlkm.kernel.LoadedModule;
import dlkm.kernel.LoadedModules;
import dlkm.kernel.Loader;
import dlkm.kernel.Outcome;
import dlkm.kernel.PreparedModule;
import dlkm.kernel.Replacement;
import dlkm.load.LoadRule;
import dlkm.load.LoadedDependents;
import dlkm.modname.ModuleName;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import dlkm.registry.Registration;
import dlkm.registry.Registry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Replaces loaded modules by the images of the next generation, all or none (steps 2 and 6 of spec
 * §6.2). Independent modules are replaced one by one, each with the shortest downtime. Among
 * dependent ones, dependents are unloaded first and loaded last.
 */
public final class LiveReload {

  /**
   * A module that was replaced live.
   *
   * @param gap from the request to the old one to leave, to the new one having loaded
   */
  public record Swapped(String module, Duration gap) {}

  /** Both images of a loaded module, ready to be loaded. */
  private record Pair(
      String module, LoadedModule loaded, PreparedModule old, PreparedModule next) {}

  private final Loader loader;
  private final Generation current;
  private final Generation next;
  private final List<Pair> pairs = new ArrayList<>();
  private final List<Pair> done = new ArrayList<>();
  private final List<Swapped> swapped = new ArrayList<>();
  private boolean whole = true;

  LiveReload(Loader loader, Generation current, Generation next) {
    this.loader = loader;
    this.current = current;
    this.next = next;
  }

  /** Prepares the update as far as possible; returns the modules to replace. */
  List<String> plan(List<Candidate> candidates) {
    for (Candidate candidate : CandidateOrder.dependenciesFirst(candidates)) {
      Registration record = candidate.record();
      Optional<LoadedModule> loaded =
          LoadedDependents.find(loader.host(), next.registry(), record.kernelName());
      if (loaded.isPresent()) {
        loadDependencies(record);
        Registration old = current.registry().find(record.module()).orElseThrow();
        pairs.add(
            new Pair(
                record.module(),
                loaded.get(),
                SwapPreparation.of(loader, current, old),
                SwapPreparation.of(loader, next, record)));
      }
    }
    return pairs.stream().map(Pair::module).toList();
  }

  private void loadDependencies(Registration record) {
    List<String> missing = new ArrayList<>(record.dependencies());
    missing.removeIf(needed -> LoadedModules.find(loader.host(), needed).isPresent());
    requireLoadable(next.registry(), record.module(), missing);
    for (String needed : missing) {
      Optional<Registration> ours = ours(next.registry(), needed);
      Outcome outcome =
          ours.isPresent()
              ? loader.loadFile(next.image(ours.get()), ModprobeConf.options(ours.get()))
              : loader.loadByName(ModuleName.kernelForm(needed));
      if (outcome instanceof Outcome.Refused refused) {
        throw new ProblemException(
            KernelRefusal.loading(needed, "can't be loaded for " + record.module(), refused));
      }
    }
  }

  /** The kernel's loader doesn't know the rules for our modules when it is given a file. */
  static void requireLoadable(Registry registry, String module, List<String> missing) {
    List<Problem> problems = new ArrayList<>();
    for (String needed : missing) {
      Optional<Problem> why = ours(registry, needed).flatMap(LoadRule::check);
      if (why.isPresent()) {
        problems.add(why.get());
        problems.add(Problem.of(module, "can't be replaced live: it needs " + needed, ""));
      }
    }
    if (!problems.isEmpty()) {
      throw new ProblemException(problems);
    }
  }

  private static Optional<Registration> ours(Registry registry, String needed) {
    return registry.findByKernelName(ModuleName.kernelForm(needed));
  }

  /**
   * Replaces the modules.
   *
   * @return why a module could not leave, when that was so: all is as before
   * @throws ProblemException when the kernel refused a new image: all is as before, but for what
   *     the exception says besides
   */
  Optional<Problem> run() {
    return needEachOther() ? together() : oneByOne();
  }

  private boolean needEachOther() {
    for (Pair pair : pairs) {
      for (Pair other : pairs) {
        if (pair.loaded().dependents().contains(other.loaded().name())) {
          return true;
        }
      }
    }
    return false;
  }

  private Optional<Problem> oneByOne() {
    for (Pair pair : pairs) {
      switch (loader.replace(pair.next(), pair.old())) {
        case Replacement.Replaced(Duration gap) -> {
          done.add(pair);
          swapped.add(new Swapped(pair.module(), gap));
        }
        case Replacement.Stayed(Outcome.Refused unload) -> {
          Problem stays = KernelRefusal.unloading(pair.module(), "can't be unloaded", unload);
          List<Problem> left = undo();
          if (!left.isEmpty()) {
            throw all(stays, left);
          }
          return Optional.of(stays);
        }
        case Replacement.PutBack(Outcome.Refused load, Duration _) ->
            throw all(refused(pair, load), undo());
        case Replacement.Lost(Outcome.Refused load, Outcome.Refused again) -> {
          List<Problem> left = new ArrayList<>(undo());
          left.addFirst(lost(pair, again));
          whole = false;
          throw all(refused(pair, load), left);
        }
      }
    }
    return Optional.empty();
  }

  private static ProblemException all(Problem first, List<Problem> left) {
    List<Problem> all = new ArrayList<>(left);
    all.addFirst(first);
    return new ProblemException(all);
  }

  private static Problem refused(Pair pair, Outcome.Refused load) {
    return KernelRefusal.loading(pair.module(), "the new image was refused", load);
  }

  private static Problem lost(Pair pair, Outcome.Refused again) {
    return KernelRefusal.loading(
        pair.module(), "the kernel refused the old image too: not loaded", again);
  }

  private Optional<Problem> together() {
    long start = System.nanoTime();
    List<Pair> left = new ArrayList<>();
    for (Pair pair : pairs.reversed()) {
      if (loader.unload(pair.loaded().name()) instanceof Outcome.Refused refused) {
        Problem stays = KernelRefusal.unloading(pair.module(), "can't be unloaded", refused);
        List<Problem> lost = putBack(left.reversed());
        if (!lost.isEmpty()) {
          throw all(stays, lost);
        }
        return Optional.of(stays);
      }
      left.add(pair);
    }
    for (Pair pair : pairs) {
      if (loader.insert(pair.next()) instanceof Outcome.Refused refused) {
        throw all(refused(pair, refused), undo());
      }
      done.add(pair);
    }
    Duration gap = Duration.ofNanos(System.nanoTime() - start);
    pairs.forEach(pair -> swapped.add(new Swapped(pair.module(), gap)));
    return Optional.empty();
  }

  private List<Problem> putBack(List<Pair> left) {
    List<Problem> lost = new ArrayList<>();
    for (Pair pair : left) {
      if (loader.insert(pair.old()) instanceof Outcome.Refused refused) {
        lost.add(lost(pair, refused));
      }
    }
    whole &= lost.isEmpty();
    return lost;
  }

  /** Unloads the new images, dependents first, and loads the old ones. */
  private List<Problem> takeBack() {
    List<Problem> stays = new ArrayList<>();
    List<Pair> missing = new ArrayList<>(pairs);
    for (Pair fresh : done.reversed()) {
      if (loader.unload(fresh.loaded().name()) instanceof Outcome.Refused refused) {
        stays.add(stays(fresh, refused));
        missing.remove(fresh);
      }
    }
    whole &= stays.isEmpty();
    stays.addAll(putBack(missing));
    return stays;
  }

  private static Problem stays(Pair pair, Outcome.Refused refused) {
    return KernelRefusal.unloading(
        pair.module(),
        "the new image refuses to unload: it stays loaded, unregistered, until the next boot",
        refused);
  }

  /** Loads the old images of the modules replaced so far; returns the failures. */
  List<Problem> undo() {
    List<Problem> left = needEachOther() ? takeBack() : undoOneByOne();
    done.clear();
    swapped.clear();
    return left;
  }

  private List<Problem> undoOneByOne() {
    List<Problem> left = new ArrayList<>();
    for (Pair pair : done.reversed()) {
      switch (loader.replace(pair.old(), pair.next())) {
        case Replacement.Replaced _ -> {}
        case Replacement.Stayed(Outcome.Refused unload) -> left.add(stays(pair, unload));
        case Replacement.PutBack(Outcome.Refused load, Duration _) -> left.add(stays(pair, load));
        case Replacement.Lost(Outcome.Refused load, Outcome.Refused _) ->
            left.add(lost(pair, load));
      }
    }
    whole &= left.isEmpty();
    return left;
  }

  /** Whether every module is in the state that the registry describes. */
  boolean isWhole() {
    return whole;
  }

  /** The modules that were replaced. */
  List<Swapped> swapped() {
    return List.copyOf(swapped);
  }
}
