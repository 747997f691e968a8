package dlkm.state;

import dlkm.declaration.ModuleState;
import dlkm.declaration.SettingsFile;
import dlkm.funcset.BuildArea;
import dlkm.funcset.FunctionSet;
import dlkm.host.Caller;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import dlkm.registry.Phases;
import dlkm.registry.RegisteredPhaseChain;
import dlkm.registry.Registration;
import dlkm.registry.Registry;
import dlkm.tune.TunedPlan;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What a text system file makes of the present configuration (spec §9.5).
 *
 * @param plan the texts of the plan's files, by path
 * @param registry the registrations, as far as all is built
 * @param images of modules that are not registered so
 * @param missing modules that aren't built for their state
 * @param rebuilt registered modules whose values are built in, and others than now
 */
record Settings(
    SortedMap<String, String> plan,
    Registry registry,
    Map<String, Path> images,
    List<StateTarget> missing,
    List<String> rebuilt) {

  /** The modules that have to be built. */
  List<String> toBuild() {
    return Stream.concat(missing.stream().map(StateTarget::module), rebuilt.stream()).toList();
  }

  /** The modules that are registered, or will be by what is held. */
  private static Set<String> known(FunctionSet set) {
    Set<String> known = new TreeSet<>(set.registry().names());
    set.pending().ifPresent(next -> known.addAll(next.registry().names()));
    return known;
  }

  /**
   * What the file makes of it.
   *
   * @param stubs the stub module, where it was built
   * @throws ProblemException with all that can't be, each with its line
   */
  static Settings of(
      FunctionSet set,
      Caller caller,
      SortedMap<String, String> now,
      List<StateRequest> requests,
      SettingsFile file,
      List<String> stubs) {
    try {
      StatePlan states = StatePlan.whole(set.host(), now, requests, known(set));
      TunedPlan tuned = TunedPlan.of(set.host(), states.texts(), file);
      Making making = new Making(set, caller, tuned);
      making.states(states);
      making.values();
      stubs.forEach(making::take);
      making.checkChains();
      return new Settings(
          tuned.texts(), making.then, making.images, making.missing, making.rebuilt);
    } catch (ProblemException e) {
      throw file.placed(e);
    }
  }

  private static final class Making {

    private final FunctionSet set;
    private final BuildArea area;
    private final Caller caller;
    private final TunedPlan tuned;
    private final Map<String, Path> images = new TreeMap<>();
    private final List<StateTarget> missing = new ArrayList<>();
    private final List<String> rebuilt = new ArrayList<>();
    private Registry then;

    Making(FunctionSet set, Caller caller, TunedPlan tuned) {
      this.set = set;
      this.caller = caller;
      this.tuned = tuned;
      area = new BuildArea(set);
      then = set.registry();
    }

    private void states(StatePlan states) {
      for (var phases : StateChange.phases(then, states.targets()).entrySet()) {
        then = then.replace(then.find(phases.getKey()).orElseThrow().withPhases(phases.getValue()));
      }
      for (StateTarget target : states.targets()) {
        if (target.state() == ModuleState.UNUSED && target.movesStatic(then)) {
          then = then.unregister(target.module());
        }
      }
      for (StateTarget target : states.unregistered(set.registry())) {
        Optional<Registration> fit =
            area.find(target.module())
                .filter(target::isFor)
                .map(built -> built.withPhases(used(built.phases(), target)))
                .filter(built -> tuned.builds(List.of(built)).isEmpty());
        fit.ifPresentOrElse(this::register, () -> missing.add(target));
      }
    }

    private static Phases used(Phases phases, StateTarget target) {
      return phases.configured(target.phase()).used(true);
    }

    private void register(Registration built) {
      Instant when = Instant.now().truncatedTo(ChronoUnit.SECONDS);
      then = then.register(built, when, caller.user());
      images.put(built.module(), set.builtImage(built.module()));
    }

    /** A module that was just built as it has to be. */
    private void take(String module) {
      register(area.find(module).orElseThrow());
    }

    private void values() {
      List<String> others = missing.stream().map(StateTarget::module).toList();
      for (Registration record : List.copyOf(then.all())) {
        if (others.contains(record.module())) {
          continue;
        }
        if (tuned.builds(List.of(record)).isEmpty()) {
          Registration other = tuned.tuned(record);
          then = other.equals(record) ? then : then.replace(other);
        } else {
          built(record);
        }
      }
    }

    /** The image that was built with the values, if there is one. */
    private void built(Registration record) {
      Optional<Registration> fit =
          area.find(record.module())
              .filter(built -> built.isStatic() == record.isStatic())
              .filter(built -> built.version().equals(record.version()))
              .map(built -> tuned.tuned(built.withPhases(record.phases())))
              .filter(built -> tuned.builds(List.of(built)).isEmpty());
      fit.ifPresentOrElse(this::register, () -> rebuilt.add(record.module()));
    }

    private void checkChains() {
      List<Problem> problems =
          RegisteredPhaseChain.newClashes(
              set.registry(), then, "would be loaded", "choose another state for one of them");
      if (!problems.isEmpty()) {
        throw new ProblemException(problems);
      }
    }
  }
}
