package dlkm.update;

import dlkm.kernel.Loader;
import dlkm.kernel.Outcome;
import dlkm.kernel.PreparedModule;
import dlkm.kernel.Replacement;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import dlkm.update.LiveStep.Away;
import dlkm.update.LiveStep.Coming;
import dlkm.update.LiveStep.Entering;
import dlkm.update.LiveStep.Pair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Brings the running kernel's modules from the current generation to the next one, all or none
 * (steps 2 and 6 of spec §6.2; §9.3, §9.5). Independent modules that are only replaced are replaced
 * one by one, each with the shortest downtime. Otherwise all that leaves is unloaded first,
 * dependents before what they need, and what comes is loaded after that, in the other order.
 */
public final class LiveReload {

  /**
   * A module that was replaced live.
   *
   * @param gap from the request to the old one to leave, to the new one having loaded
   */
  public record Swapped(String module, Duration gap) {}

  private final Loader loader;
  private final LivePlan plan;
  private final SoftLoad soft;
  private final List<Away> gone = new ArrayList<>();
  private final List<Entering> done = new ArrayList<>();
  private final List<Swapped> swapped = new ArrayList<>();
  private boolean whole = true;

  LiveReload(Loader loader, LivePlan plan) {
    this.loader = loader;
    this.plan = plan;
    soft = plan.soft();
  }

  /**
   * Makes the change.
   *
   * @return why a module could not leave, when that was so: all is as before
   * @throws ProblemException when the kernel refused an image: all is as before, but for what the
   *     exception says besides
   */
  Optional<Problem> run() {
    plan.early().forEach(this::enter);
    return plan.isOneByOne() ? oneByOne() : together();
  }

  /**
   * Loads what the new images ask for and can do without, as far as it was put off: once all is
   * registered, as it may keep them from being taken back.
   */
  void loadSoftDependencies() {
    plan.pairs().forEach(pair -> soft.came(pair.kernelName()));
    soft.finish();
  }

  private void enter(Coming coming) {
    soft.before(coming.registration());
    switch (loader.insertNew(coming.prepared())) {
      case Outcome.Done _ -> {
        if (coming.fresh()) {
          done.add(coming);
        }
      }
      case Outcome.Refused refused ->
          ReloadRefusal.ofNew(
                  loader, coming.prepared(), refused, plan.notLoaded(coming.kernelName(), refused))
              .ifPresent(
                  why -> {
                    throw all(why, undo());
                  });
    }
    soft.came(coming.registration());
  }

  private Optional<Problem> oneByOne() {
    for (Pair pair : plan.pairs()) {
      switch (loader.replace(pair.next(), pair.old())) {
        case Replacement.Replaced(Duration gap) -> {
          done.add(pair);
          swapped.add(new Swapped(pair.module(), gap));
        }
        case Replacement.Stayed(Outcome.Refused unload) -> {
          return stays(pair, unload);
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

  private Optional<Problem> stays(Away away, Outcome.Refused unload) {
    Problem stays = ReloadRefusal.remains(loader, away, unload);
    List<Problem> left = undo();
    if (!left.isEmpty()) {
      throw all(stays, left);
    }
    return Optional.of(stays);
  }

  private static ProblemException all(Problem first, List<Problem> left) {
    List<Problem> all = new ArrayList<>(left);
    all.addFirst(first);
    if (!left.isEmpty()) {
      all.add(ReloadRefusal.NOT_WHOLE);
    }
    return new ProblemException(all);
  }

  private Optional<Problem> together() {
    long start = System.nanoTime();
    for (Away away : plan.leaving()) {
      if (loader.unload(away.kernelName()) instanceof Outcome.Refused refused) {
        return stays(away, refused);
      }
      gone.add(away);
    }
    for (Entering step : plan.entering()) {
      switch (step) {
        case Coming coming -> enter(coming);
        case Pair pair -> enter(pair);
      }
    }
    Duration gap = Duration.ofNanos(System.nanoTime() - start);
    plan.pairs().forEach(pair -> swapped.add(new Swapped(pair.module(), gap)));
    return Optional.empty();
  }

  private void enter(Pair pair) {
    if (loader.insert(pair.next()) instanceof Outcome.Refused refused) {
      throw all(ReloadRefusal.refused(pair.module(), refused), undo());
    }
    done.add(pair);
    soft.came(pair.kernelName());
  }

  /** Loads the images of before; returns the failures. */
  List<Problem> undo() {
    List<Problem> left = plan.isOneByOne() ? undoOneByOne() : takeBack();
    whole &= left.isEmpty();
    done.clear();
    gone.clear();
    swapped.clear();
    return left;
  }

  /** Unloads the new images, dependents first, and loads the old ones. */
  private List<Problem> takeBack() {
    List<Problem> left = new ArrayList<>();
    List<Away> missing = new ArrayList<>(gone.reversed());
    for (Entering fresh : done.reversed()) {
      Optional<Problem> why = takeOut(fresh);
      if (why.isPresent()) {
        left.add(why.get());
        missing.removeIf(fresh::equals);
      }
    }
    missing.forEach(away -> putBack(away).ifPresent(left::add));
    return left;
  }

  private Optional<Problem> putBack(Away away) {
    if (away.former().isEmpty()) {
      return Optional.of(ReloadRefusal.imageLost(away.module()));
    }
    PreparedModule former = away.former().get();
    return loader.insert(former) instanceof Outcome.Refused refused
        ? ReloadRefusal.ofNew(loader, former, refused, ReloadRefusal.notAgain(away, refused))
        : Optional.empty();
  }

  private Optional<Problem> takeOut(Entering fresh) {
    return loader.unload(fresh.kernelName()) instanceof Outcome.Refused refused
        ? Optional.of(ReloadRefusal.stays(fresh, refused))
        : Optional.empty();
  }

  private List<Problem> undoOneByOne() {
    List<Problem> left = new ArrayList<>();
    for (Entering step : done.reversed()) {
      switch (step) {
        case Pair pair -> undoSwap(pair).ifPresent(left::add);
        case Coming coming -> takeOut(coming).ifPresent(left::add);
      }
    }
    return left;
  }

  /** Why the old image of a module doesn't serve again. */
  private Optional<Problem> undoSwap(Pair pair) {
    return switch (loader.replace(pair.old(), pair.next())) {
      case Replacement.Replaced _ -> Optional.empty();
      case Replacement.Stayed(Outcome.Refused unload) ->
          Optional.of(ReloadRefusal.stays(pair, unload));
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
