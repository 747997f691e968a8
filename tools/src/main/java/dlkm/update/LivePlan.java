package dlkm.update;

import dlkm.funcset.FunctionSet;
import dlkm.funcset.Generation;
import dlkm.host.Notices;
import dlkm.image.ModuleImage;
import dlkm.installedkernel.InstalledKernel;
import dlkm.kernel.KernelRefusal;
import dlkm.kernel.LoadedModule;
import dlkm.kernel.LoadedModules;
import dlkm.kernel.Loader;
import dlkm.kernel.Outcome;
import dlkm.kernel.PreparedModule;
import dlkm.load.LoadedDependents;
import dlkm.load.OtherBuild;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import dlkm.registry.Registration;
import dlkm.registry.Registry;
import dlkm.update.LiveStep.Away;
import dlkm.update.LiveStep.Coming;
import dlkm.update.LiveStep.Entering;
import dlkm.update.LiveStep.Leaving;
import dlkm.update.LiveStep.Pair;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a change of registrations does with the running kernel's modules, in order, and checked and
 * prepared as far as that is possible before the first one leaves.
 */
final class LivePlan {

  private final Loader loader;
  private final FunctionSet set;
  private final Registry registered;
  private final Generation next;
  private final RunningStates states;
  private final Notices notices;
  private final Map<String, Candidate> images = new HashMap<>();
  private final List<Coming> early = new ArrayList<>();
  private final List<Entering> entering = new ArrayList<>();
  private final List<Away> leaving = new ArrayList<>();
  private final ExchangeNeeds needs;
  private final SoftLoad soft;

  /**
   * Makes the plan, and loads those of the kernel's own modules that the new images need.
   *
   * @param next the generation that will be current
   * @throws ProblemException when a module can't be loaded as it will be registered
   * @throws AtBootException when that is so only until the next boot
   */
  LivePlan(
      Loader loader,
      FunctionSet set,
      Generation next,
      List<Candidate> candidates,
      RunningStates states,
      Notices notices) {
    this.loader = loader;
    this.set = set;
    registered = set.registry();
    this.next = next;
    this.states = states;
    this.notices = notices;
    candidates.forEach(candidate -> images.put(candidate.module(), candidate));
    states.leaving().forEach(this::planLeaving);
    needs =
        new ExchangeNeeds(
            next.registry(),
            candidates.stream().map(Candidate::record).filter(this::stays).toList(),
            states.coming().stream().flatMap(name -> next.registry().find(name).stream()).toList(),
            this::suppliers,
            this::stays);
    soft = new SoftLoad(loader, next.registry(), absent(candidates));
    needs.others().forEach(this::requireStaying);
    needs.others().forEach(this::require);
    needs.order().forEach(this::plan);
  }

  /** The modules without which nothing is loaded that the new images can do without. */
  private Set<String> absent(List<Candidate> candidates) {
    Set<String> absent = new HashSet<>(states.leavingNames());
    candidates.forEach(candidate -> absent.add(candidate.record().kernelName()));
    needs.order().forEach(registration -> absent.add(registration.kernelName()));
    return absent;
  }

  /** Whether a module is loaded, and will be, with whatever image. */
  private boolean stays(String kernelName) {
    return LoadedModules.find(loader.host(), kernelName).isPresent()
        && !states.leavingNames().contains(kernelName);
  }

  private boolean stays(Registration registration) {
    return stays(registration.kernelName());
  }

  /** The modules from which a next image takes symbols. */
  private List<String> suppliers(Registration record) {
    Candidate candidate = images.get(record.module());
    ModuleImage image =
        candidate == null ? Candidate.of(record, next.image(record)).image() : candidate.image();
    return image.depends();
  }

  /** In the place of one that leaves, a boot may find a module of the kernel's own. */
  private void requireStaying(String needed) {
    if (!states.leavingNames().contains(needed)) {
      return;
    }
    String what =
        "would leave, and " + needs.neededBy(needed).orElse("another module") + " needs it";
    if (new InstalledKernel(set.host(), set.release()).ownsModule(needed)) {
      throw new AtBootException(
          List.of(new Problem(needed, what, "the boot loads the kernel's own")));
    }
    throw new ProblemException(needed, what, "change both, or neither");
  }

  private void require(String needed) {
    if (loader.loadByName(needed) instanceof Outcome.Refused refused) {
      throw new ProblemException(notLoaded(needed, refused));
    }
  }

  /** Why one isn't loaded that comes. */
  Problem notLoaded(String kernelName, Outcome.Refused refused) {
    String by = needs.neededBy(kernelName).map(name -> " for " + name).orElse("");
    return KernelRefusal.loading(kernelName, "can't be loaded" + by, refused);
  }

  private LoadedModule loaded(String kernelName) {
    return LoadedDependents.find(loader.host(), registered, kernelName).orElseThrow();
  }

  private PreparedModule former(Registration registration) {
    return SwapPreparation.of(loader, set.current().orElseThrow(), registration);
  }

  /** A module whose image is lost leaves all the same: that may be what it is to leave for. */
  private void planLeaving(String module) {
    Registration registration = registered.find(module).orElseThrow();
    Optional<LoadedModule> loaded =
        LoadedDependents.find(loader.host(), registered, registration.kernelName());
    if (loaded.isPresent()) {
      Optional<PreparedModule> former = Optional.empty();
      try {
        former = Optional.of(former(registration));
      } catch (ProblemException e) {
        e.problems().forEach(problem -> notices.say(problem.toString()));
      }
      leaving.add(new Leaving(module, loaded.get(), former));
    }
  }

  private void plan(Registration record) {
    PreparedModule prepared = SwapPreparation.of(loader, next, record);
    Optional<Registration> old = registered.find(record.module());
    if (needs.isExchanged(record)) {
      LoadedModule loaded = loaded(record.kernelName());
      Pair pair = new Pair(record.module(), loaded, former(old.orElseThrow()), prepared);
      leaving.add(pair);
      entering.add(pair);
      return;
    }
    requireRegistered(record, prepared);
    OtherBuild.tell(set, record, notices);
    // What leaves may hold what another one wants to have.
    boolean late = needs.comesLate(record) || !states.leaving().isEmpty();
    boolean fresh = late || old.filter(record::isSameModule).isEmpty();
    Coming coming = new Coming(record, prepared, fresh);
    if (late) {
      entering.add(coming);
    } else {
      early.add(coming);
    }
  }

  private static void requireRegistered(Registration record, PreparedModule prepared) {
    if (!prepared.image().buildId().equals(record.image().buildId())) {
      throw new ProblemException(
          record.module(),
          "its image is not the registered one",
          "'config -M " + record.module() + " -u' builds it again");
    }
  }

  /** What comes first: nothing has to leave for it. */
  List<Coming> early() {
    return List.copyOf(early);
  }

  /** What comes when all has left that leaves, new images of that included, in this order. */
  List<Entering> entering() {
    return List.copyOf(entering);
  }

  /** The modules that get another image. */
  List<Pair> pairs() {
    return entering.stream().flatMap(LivePlan::pair).toList();
  }

  private static Stream<Pair> pair(Entering step) {
    return step instanceof Pair pair ? Stream.of(pair) : Stream.empty();
  }

  /**
   * What leaves, dependents first; the loaded images may need each other otherwise than the new.
   */
  List<Away> leaving() {
    Map<String, Away> byName = new HashMap<>();
    leaving.forEach(away -> byName.put(away.kernelName(), away));
    return UnloadOrder.dependentsFirst(leaving.stream().map(Away::loaded).toList()).stream()
        .map(loaded -> byName.get(loaded.name()))
        .toList();
  }

  /** Those that leave for good. */
  List<String> left() {
    return leaving.stream().filter(away -> away instanceof Leaving).map(LiveStep::module).toList();
  }

  /** Whether modules can be replaced one by one, each with the shortest downtime. */
  boolean isOneByOne() {
    return leaving.size() == entering.size()
        && pairs().size() == entering.size()
        && leaving.stream().noneMatch(this::isNeededByOther);
  }

  private boolean isNeededByOther(Away one) {
    return leaving.stream()
        .anyMatch(other -> one.loaded().dependents().contains(other.kernelName()));
  }

  /** Those that come, and leave again if the change fails. */
  List<String> fresh() {
    return Stream.concat(early.stream(), entering.stream())
        .filter(step -> step instanceof Coming coming && coming.fresh())
        .map(LiveStep::module)
        .toList();
  }

  /** What the new images ask for and can do without. */
  SoftLoad soft() {
    return soft;
  }
}
