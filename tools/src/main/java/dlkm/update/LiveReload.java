package dlkm.update;

import dlkm.funcset.Generation;
import dlkm.image.ModuleImage;
import dlkm.kernel.KernelRefusal;
import dlkm.kernel.LoadedModule;
import dlkm.kernel.LoadedModules;
import dlkm.kernel.Loader;
import dlkm.kernel.Outcome;
import dlkm.kernel.PreparedModule;
import dlkm.kernel.Replacement;
import dlkm.load.LoadedDependents;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import dlkm.registry.Registration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

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

  /** A module that changes in the kernel. */
  private sealed interface Step {

    String module();

    String kernelName();
  }

  /** Both images of a loaded module, ready to be loaded. */
  private record Pair(String module, LoadedModule loaded, PreparedModule old, PreparedModule next)
      implements Step {

    @Override
    public String kernelName() {
      return loaded.name();
    }
  }

  /**
   * One that isn't loaded, and that a new image needs.
   *
   * @param prepared the next generation's image: the module index still has the current one's
   * @param fresh whether it leaves again if the update fails: the current generation doesn't have
   *     this image, or it would keep the new one of another module
   */
  private record Coming(Registration registration, PreparedModule prepared, boolean fresh)
      implements Step {

    @Override
    public String module() {
      return registration.module();
    }

    @Override
    public String kernelName() {
      return registration.kernelName();
    }
  }

  private final Loader loader;
  private final Generation current;
  private final Generation next;
  private Optional<ExchangeNeeds> needs = Optional.empty();
  private Optional<SoftLoad> soft = Optional.empty();
  private final List<Coming> early = new ArrayList<>();
  private final List<Step> entering = new ArrayList<>();
  private final List<Pair> pairs = new ArrayList<>();
  private final List<Pair> gone = new ArrayList<>();
  private final List<Step> done = new ArrayList<>();
  private final List<Swapped> swapped = new ArrayList<>();
  private boolean whole = true;

  LiveReload(Loader loader, Generation current, Generation next) {
    this.loader = loader;
    this.current = current;
    this.next = next;
  }

  /**
   * Prepares the update as far as possible, and loads those of the kernel's own modules that the
   * new images need.
   *
   * @return the loaded modules that are exchanged
   */
  List<String> plan(List<Candidate> candidates) {
    Map<String, Candidate> images = new HashMap<>();
    candidates.forEach(candidate -> images.put(candidate.module(), candidate));
    List<Registration> loaded = candidates.stream().map(Candidate::record).toList();
    loaded = loaded.stream().filter(record -> isLoaded(record.kernelName())).toList();
    ExchangeNeeds found =
        new ExchangeNeeds(
            next.registry(), loaded, record -> suppliers(images, record), this::isLoaded);
    needs = Optional.of(found);
    soft = Optional.of(SoftLoad.during(loader, candidates, found.order()));
    found.others().forEach(needed -> require(needed, loader.loadByName(needed)));
    for (Registration record : found.order()) {
      plan(found, record);
    }
    return pairs.stream().map(Pair::module).toList();
  }

  /** Those that aren't loaded and come with them, of which no generation before has the image. */
  List<String> fresh() {
    return Stream.concat(early.stream(), entering.stream())
        .filter(step -> step instanceof Coming coming && coming.fresh())
        .map(Step::module)
        .toList();
  }

  private void plan(ExchangeNeeds found, Registration record) {
    Optional<Registration> old = current.registry().find(record.module());
    if (found.isExchanged(record)) {
      Pair pair =
          new Pair(
              record.module(),
              LoadedDependents.find(loader.host(), current.registry(), record.kernelName())
                  .orElseThrow(),
              SwapPreparation.of(loader, current, old.orElseThrow()),
              SwapPreparation.of(loader, next, record));
      pairs.add(pair);
      entering.add(pair);
      return;
    }
    boolean late = found.comesLate(record);
    Coming coming =
        new Coming(
            record,
            SwapPreparation.of(loader, next, record),
            late || old.filter(record::isSameModule).isEmpty());
    if (late) {
      entering.add(coming);
    } else {
      early.add(coming);
    }
  }

  private boolean isLoaded(String kernelName) {
    return LoadedModules.find(loader.host(), kernelName).isPresent();
  }

  /** The modules from which a next image takes symbols. */
  private List<String> suppliers(Map<String, Candidate> images, Registration record) {
    Candidate candidate = images.get(record.module());
    ModuleImage image =
        candidate == null ? Candidate.of(record, next.image(record)).image() : candidate.image();
    return image.depends();
  }

  private void require(String needed, Outcome outcome) {
    if (outcome instanceof Outcome.Refused refused) {
      throw new ProblemException(notLoaded(needed, refused));
    }
  }

  private Problem notLoaded(String needed, Outcome.Refused refused) {
    String by = needs.orElseThrow().neededBy(needed);
    return KernelRefusal.loading(needed, "can't be loaded for " + by, refused);
  }

  /**
   * Replaces the modules.
   *
   * @return why a module could not leave, when that was so: all is as before
   * @throws ProblemException when the kernel refused a new image: all is as before, but for what
   *     the exception says besides
   */
  Optional<Problem> run() {
    early.forEach(this::enter);
    return needEachOther() ? together() : oneByOne();
  }

  /**
   * Loads what the new images ask for and can do without, as far as it was put off: once all is
   * registered, as it may keep them from being taken back.
   */
  void loadSoftDependencies() {
    SoftLoad asked = soft.orElseThrow();
    pairs.forEach(pair -> asked.came(pair.kernelName()));
    asked.finish();
  }

  private void enter(Coming coming) {
    SoftLoad asked = soft.orElseThrow();
    asked.before(coming.registration());
    switch (loader.insertNew(coming.prepared())) {
      case Outcome.Done _ -> {
        if (coming.fresh()) {
          done.add(coming);
        }
      }
      case Outcome.Refused refused ->
          ReloadRefusal.ofNew(
                  loader, coming.prepared(), refused, notLoaded(coming.kernelName(), refused))
              .ifPresent(
                  why -> {
                    throw all(why, undo());
                  });
    }
    asked.came(coming.registration());
  }

  private boolean needEachOther() {
    return pairs.size() < entering.size()
        || pairs.stream().anyMatch(pair -> pairs.stream().anyMatch(other -> needs(other, pair)));
  }

  private static boolean needs(Pair dependent, Pair pair) {
    return pair.loaded().dependents().contains(dependent.kernelName());
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
            throw all(ReloadRefusal.refused(pair.module(), load), undo());
        case Replacement.Lost(Outcome.Refused load, Outcome.Refused again) -> {
          List<Problem> left = new ArrayList<>(undo());
          left.addFirst(ReloadRefusal.lost(pair.module(), again));
          whole = false;
          throw all(ReloadRefusal.refused(pair.module(), load), left);
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

  private Optional<Problem> together() {
    long start = System.nanoTime();
    for (Pair pair : dependentsFirst()) {
      if (loader.unload(pair.kernelName()) instanceof Outcome.Refused refused) {
        Problem stays = KernelRefusal.unloading(pair.module(), "can't be unloaded", refused);
        List<Problem> lost = undo();
        if (!lost.isEmpty()) {
          throw all(stays, lost);
        }
        return Optional.of(stays);
      }
      gone.add(pair);
    }
    for (Step step : entering) {
      switch (step) {
        case Coming coming -> enter(coming);
        case Pair pair -> {
          if (loader.insert(pair.next()) instanceof Outcome.Refused refused) {
            throw all(ReloadRefusal.refused(pair.module(), refused), undo());
          }
          done.add(pair);
          soft.orElseThrow().came(pair.kernelName());
        }
      }
    }
    Duration gap = Duration.ofNanos(System.nanoTime() - start);
    pairs.forEach(pair -> swapped.add(new Swapped(pair.module(), gap)));
    return Optional.empty();
  }

  /** The loaded images may need each other otherwise than the new ones. */
  private List<Pair> dependentsFirst() {
    Map<String, Pair> byName = new HashMap<>();
    pairs.forEach(pair -> byName.put(pair.kernelName(), pair));
    return UnloadOrder.dependentsFirst(pairs.stream().map(Pair::loaded).toList()).stream()
        .map(loaded -> byName.get(loaded.name()))
        .toList();
  }

  private List<Problem> putBack(List<Pair> left) {
    List<Problem> lost = new ArrayList<>();
    for (Pair pair : left) {
      if (loader.insert(pair.old()) instanceof Outcome.Refused refused) {
        lost.add(ReloadRefusal.lost(pair.module(), refused));
      }
    }
    whole &= lost.isEmpty();
    return lost;
  }

  /** Unloads the new images, dependents first, and loads the old ones. */
  private List<Problem> takeBack() {
    List<Problem> stays = new ArrayList<>();
    List<Pair> missing = new ArrayList<>(gone.reversed());
    for (Step fresh : done.reversed()) {
      Optional<Problem> why = takeOut(fresh);
      if (why.isPresent()) {
        stays.add(why.get());
        missing.removeIf(fresh::equals);
      }
    }
    whole &= stays.isEmpty();
    stays.addAll(putBack(missing));
    return stays;
  }

  private Optional<Problem> takeOut(Step fresh) {
    return loader.unload(fresh.kernelName()) instanceof Outcome.Refused refused
        ? Optional.of(ReloadRefusal.stays(fresh.module(), refused))
        : Optional.empty();
  }

  /** Loads the old images of the modules replaced so far; returns the failures. */
  List<Problem> undo() {
    List<Problem> left = needEachOther() ? takeBack() : undoOneByOne();
    done.clear();
    gone.clear();
    swapped.clear();
    return left;
  }

  private List<Problem> undoOneByOne() {
    List<Problem> left = new ArrayList<>();
    for (Step step : done.reversed()) {
      switch (step) {
        case Coming coming -> takeOut(coming).ifPresent(left::add);
        case Pair pair -> undoSwap(pair).ifPresent(left::add);
      }
    }
    whole &= left.isEmpty();
    return left;
  }

  /** Why the old image of a module doesn't serve again. */
  private Optional<Problem> undoSwap(Pair pair) {
    return switch (loader.replace(pair.old(), pair.next())) {
      case Replacement.Replaced _ -> Optional.empty();
      case Replacement.Stayed(Outcome.Refused unload) ->
          Optional.of(ReloadRefusal.stays(pair.module(), unload));
      case Replacement.PutBack(Outcome.Refused load, Duration _) ->
          Optional.of(ReloadRefusal.keptNew(pair.module(), load));
      case Replacement.Lost(Outcome.Refused load, Outcome.Refused _) ->
          Optional.of(ReloadRefusal.lost(pair.module(), load));
    };
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
