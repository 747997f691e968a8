package dlkm.update;

import dlkm.funcset.Generation;
import dlkm.index.ModprobeConf;
import dlkm.kernel.LoadedModule;
import dlkm.kernel.LoadedModules;
import dlkm.kernel.Loader;
import dlkm.kernel.Outcome;
import dlkm.kernel.Prepared;
import dlkm.kernel.Replacement;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import dlkm.registry.Registration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Exchanges loaded modules for the images of the next generation, all or none of them. Modules that
 * don't need each other are exchanged one by one, each with the shortest gap; of those that do, the
 * dependents leave first and come back last.
 */
public final class LiveSwap {

  /**
   * A module that serves from its new image.
   *
   * @param gap from the request to the old one to leave, to the new one having loaded
   */
  public record Swapped(String module, Duration gap) {}

  /** Both images of a loaded module, ready to be loaded. */
  private record Pair(String module, LoadedModule loaded, Prepared old, Prepared next) {}

  private final Loader loader;
  private final Generation current;
  private final Generation next;
  private final List<Pair> pairs = new ArrayList<>();
  private final List<Pair> done = new ArrayList<>();
  private final List<Swapped> swapped = new ArrayList<>();

  LiveSwap(Loader loader, Generation current, Generation next) {
    this.loader = loader;
    this.current = current;
    this.next = next;
  }

  /** Gets everything ready that can be; returns the modules that will be exchanged. */
  List<String> plan(List<Candidate> candidates) {
    for (Candidate candidate : Order.dependenciesFirst(candidates)) {
      Registration record = candidate.record();
      Optional<LoadedModule> loaded = LoadedModules.find(loader.host(), record.kernelName());
      if (loaded.isPresent()) {
        loadDependencies(record);
        Registration old = current.registry().find(record.module()).orElseThrow();
        pairs.add(
            new Pair(record.module(), loaded.get(), ready(current, old), ready(next, record)));
      }
    }
    return pairs.stream().map(Pair::module).toList();
  }

  private Prepared ready(Generation generation, Registration registration) {
    String machine = loader.options(registration.kernelName());
    String ours = ModprobeConf.options(registration);
    return loader.prepare(generation.image(registration), (machine + " " + ours).strip());
  }

  private void loadDependencies(Registration record) {
    for (String needed : record.dependencies()) {
      String kernelName = needed.replace('-', '_');
      if (LoadedModules.find(loader.host(), kernelName).isEmpty()) {
        Optional<Registration> ours = next.registry().find(needed);
        Outcome outcome =
            ours.isPresent()
                ? loader.loadFile(next.image(ours.get()), ModprobeConf.options(ours.get()))
                : loader.loadByName(kernelName);
        if (outcome instanceof Outcome.Refused refused) {
          throw new ProblemException(
              Refusals.problem(needed, "can't be loaded for " + record.module(), refused));
        }
      }
    }
  }

  /**
   * Exchanges them.
   *
   * @return why a module could not leave, when that was so: all is as before
   * @throws ProblemException when the kernel refused a new image: all is as before
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
          undo();
          return Optional.of(Refusals.problem(pair.module(), "can't be unloaded", unload));
        }
        case Replacement.PutBack(Outcome.Refused load, Duration _) -> {
          undo();
          throw new ProblemException(
              Refusals.problem(pair.module(), "the new image was refused", load));
        }
        case Replacement.Lost(Outcome.Refused load, Outcome.Refused again) -> {
          undo();
          throw new ProblemException(
              List.of(
                  Refusals.problem(pair.module(), "the new image was refused", load),
                  Refusals.problem(
                      pair.module(), "and then the old one too, so that it is not loaded", again)));
        }
      }
    }
    return Optional.empty();
  }

  private Optional<Problem> together() {
    long start = System.nanoTime();
    List<Pair> left = new ArrayList<>();
    for (Pair pair : pairs.reversed()) {
      if (loader.unload(pair.loaded().name()) instanceof Outcome.Refused refused) {
        putBack(left.reversed());
        return Optional.of(Refusals.problem(pair.module(), "can't be unloaded", refused));
      }
      left.add(pair);
    }
    for (Pair pair : pairs) {
      if (loader.insert(pair.next()) instanceof Outcome.Refused refused) {
        takeBack();
        throw new ProblemException(
            Refusals.problem(pair.module(), "the new image was refused", refused));
      }
      done.add(pair);
    }
    Duration gap = Duration.ofNanos(System.nanoTime() - start);
    pairs.forEach(pair -> swapped.add(new Swapped(pair.module(), gap)));
    return Optional.empty();
  }

  private void putBack(List<Pair> left) {
    List<Problem> lost = new ArrayList<>();
    for (Pair pair : left) {
      if (loader.insert(pair.old()) instanceof Outcome.Refused refused) {
        lost.add(
            Refusals.problem(pair.module(), "the old image is refused, it is not loaded", refused));
      }
    }
    if (!lost.isEmpty()) {
      throw new ProblemException(lost);
    }
  }

  /** Dependents leave first and come back last here too: no library can leave before them. */
  private void takeBack() {
    done.reversed().forEach(fresh -> loader.unload(fresh.loaded().name()));
    putBack(pairs);
  }

  /** Brings back the old images of what was exchanged so far. */
  void undo() {
    if (needEachOther()) {
      takeBack();
    } else {
      done.reversed().forEach(pair -> loader.replace(pair.old(), pair.next()));
    }
    done.clear();
    swapped.clear();
  }

  /** What serves from its new image now. */
  List<Swapped> swapped() {
    return List.copyOf(swapped);
  }
}
