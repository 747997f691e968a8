package dlkm.update;

import dlkm.component.InstalledModule;
import dlkm.component.TextEdits;
import dlkm.funcset.FunctionSet;
import dlkm.funcset.Generation;
import dlkm.funcset.HeldChanges;
import dlkm.funcset.RegistrationChange;
import dlkm.host.Caller;
import dlkm.host.Host;
import dlkm.host.Notices;
import dlkm.kernel.LoadedModules;
import dlkm.plan.PlanChange;
import dlkm.problem.PartlyDoneException;
import dlkm.problem.ProblemException;
import dlkm.registry.Registration;
import dlkm.registry.Registry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Applies {@code $CONFIGURE} and {@code $PREFER} of the system files to the registries: a module
 * that is planned unused stays registered and is not loaded (spec §3.2). An instance is the
 * prepared next generation of one kernel.
 */
public final class PlannedUse {

  private final RegistrationChange change;
  private final Generation next;
  private final List<Registration> changed;
  private final List<Registration> staying;
  private final Registry before;
  private final SortedSet<String> lacking;
  private final Notices notices;

  private PlannedUse(
      RegistrationChange change,
      Generation next,
      List<Registration> changed,
      List<Registration> staying,
      Records before,
      Notices notices) {
    this.change = change;
    this.next = next;
    this.changed = changed;
    this.staying = staying;
    this.before = before.registry();
    lacking = UnusedNeeds.of(before.registry(), before.held());
    this.notices = notices;
  }

  /** What is registered with a kernel, and what is held. */
  private record Records(FunctionSet set, Registry registry, HeldChanges held) {

    static Records of(FunctionSet set) {
      return new Records(set, set.registry(), set.held());
    }

    Collection<Registration> all() {
      SortedMap<String, Registration> all = new TreeMap<>(held.updates());
      all.putAll(registry.modules());
      return all.values();
    }

    /** What is held for the module has the plan's answer; until then it stays as it is. */
    boolean isPlanned(Registration registration) {
      if (held.removals().contains(registration.module())) {
        return registration.phases().used();
      }
      Registration update = held.updates().get(registration.module());
      boolean planned = PlannedUse.isPlanned(set.host(), registration);
      return update != null && update.phases().used() == planned
          ? registration.phases().used()
          : planned;
    }

    /** The registered modules of which the opposite is held, and isn't planned any more. */
    List<Registration> staying(Predicate<Registration> planned) {
      return held.updates().values().stream()
          .filter(update -> !update.isStatic())
          .filter(update -> update.phases().used() != planned.test(update))
          .flatMap(update -> registry.find(update.module()).stream())
          .filter(now -> now.phases().used() == planned.test(now))
          .toList();
    }

    /** The modules that are or will be preferred over others than their records say. */
    SortedSet<String> preferring(PreferredModules preferred) {
      SortedSet<String> preferring = new TreeSet<>();
      for (Registration registration : registry.all()) {
        if (preferred.isOther(registration, set.liveImage(registration))) {
          preferring.add(registration.module());
        }
      }
      for (Registration update : held.updates().values()) {
        if (preferred.isOther(update, held.images().get(update.module()))) {
          preferring.add(update.module());
        }
      }
      return preferring;
    }
  }

  /**
   * Makes a new generation where a plan has changed by hand.
   *
   * @param notices gets what became of each module
   */
  public static void refresh(FunctionSet set, Notices notices) {
    if (set.current().isPresent()) {
      refresh(Records.of(set), notices);
    }
  }

  /**
   * The same for the other kernels: a plan is for all of them. What can't be followed is said, as
   * by every later command.
   */
  public static void refreshOthers(FunctionSet set, Notices notices) {
    for (FunctionSet other : FunctionSet.all(set.host())) {
      try {
        if (!other.release().equals(set.release()) && other.insteadOfDefault().isEmpty()) {
          refresh(other, notices);
        }
      } catch (ProblemException e) {
        e.problems().forEach(problem -> notices.say(problem.toString()));
      }
    }
  }

  /** The same, where what is registered and held has been read for a change that isn't one yet. */
  static void refresh(RegistrationChange none, Notices notices) {
    refresh(new Records(none.functionSet(), none.registry(), none.held()), notices);
  }

  private static void refresh(Records records, Notices notices) {
    PreferredModules preferred = PreferredModules.planned(records.set(), records.registry());
    prepare(
            records,
            records::isPlanned,
            registration -> isPlanned(records.set().host(), registration),
            preferred,
            notices)
        .ifPresent(PlannedUse::commit);
  }

  /**
   * Prepares for all kernels what follows from a module's new plan, before that is written.
   *
   * @param notices gets what became of the module with each kernel
   * @throws ProblemException when it can't be followed with one of them: nothing changed
   */
  private static List<PlannedUse> prepare(
      Host host, String module, PlanChange plan, Notices notices) {
    List<PlannedUse> all = new ArrayList<>();
    try {
      for (FunctionSet set : FunctionSet.all(host)) {
        Records records = Records.of(set);
        Predicate<Registration> planned =
            registration ->
                registration.module().equals(module)
                    ? plan.configure().orElse(registration.phases().used())
                    : registration.phases().used();
        prepare(
                records,
                planned,
                planned,
                new PreferredModules(
                    set,
                    records.registry(),
                    other ->
                        other.equals(module) && plan.prefer().isPresent()
                            ? plan.prefer().get()
                            : PreferredModules.isPlanned(host, other)),
                notices)
            .ifPresent(all::add);
      }
    } catch (RuntimeException e) {
      all.forEach(PlannedUse::abandon);
      throw e;
    }
    return all;
  }

  /**
   * Makes a change of a module's plan, and of the registries that it concerns. The caller holds the
   * state lock and has run {@link Recovery}.
   *
   * @param hpuxSystem the HP-UX system file
   * @throws ProblemException when the module doesn't allow the change: nothing changed
   */
  public static void apply(PlanChange plan, Caller caller, String module, Path hpuxSystem)
      throws IOException {
    TextEdits edits = plan.edits(caller.host(), module, hpuxSystem);
    // The registries' next generations come first: preparing them may fail, with nothing changed.
    List<PlannedUse> uses =
        plan.configure().isPresent() || plan.prefer().isPresent()
            ? prepare(caller.host(), module, plan, caller.notices())
            : List.of();
    try {
      edits.commit();
    } catch (PartlyDoneException e) {
      uses.forEach(PlannedUse::commit);
      throw e;
    } catch (IOException | RuntimeException e) {
      uses.forEach(PlannedUse::abandon);
      throw e;
    }
    PartlyDoneException.after(() -> uses.forEach(PlannedUse::commit));
  }

  /**
   * Prepares it for one kernel.
   *
   * @param planned the answer for now; another one may be held
   * @param finallyPlanned the answer for what is held
   */
  private static Optional<PlannedUse> prepare(
      Records records,
      Predicate<Registration> planned,
      Predicate<Registration> finallyPlanned,
      PreferredModules preferred,
      Notices notices) {
    List<Registration> changed = new ArrayList<>();
    for (Registration registration : records.all()) {
      // A static module stays in the kernel until the next whole configuration.
      if (!registration.isStatic() && registration.phases().used() != planned.test(registration)) {
        changed.add(registration);
      }
    }
    SortedSet<String> preferring = records.preferring(preferred);
    List<Registration> staying = records.staying(finallyPlanned);
    if (changed.isEmpty() && staying.isEmpty() && preferring.isEmpty()) {
      return Optional.empty();
    }
    RegistrationChange change = RegistrationChange.of(records.set(), "plan", notices);
    for (Registration registration : changed) {
      change.use(registration.module(), !registration.phases().used());
    }
    for (Registration registration : staying) {
      change.use(registration.module(), registration.phases().used());
    }
    change.prefer(preferring, preferred::over);
    String why = changed.isEmpty() && staying.isEmpty() ? "kmsystem -p" : "kmsystem -c";
    Generation next = change.prepare(why);
    return Optional.of(new PlannedUse(change, next, changed, staying, records, notices));
  }

  /** Makes it current. */
  public void commit() {
    change.commit(next);
    changed.forEach(registration -> notices.say(said(change.functionSet(), registration)));
    staying.forEach(
        registration ->
            notices.say(
                registration.module()
                    + ": stays "
                    + (registration.phases().used() ? "used" : "unused")
                    + " with kernel "
                    + change.functionSet().release()
                    + ": the opposite, which was held, is dropped"));
    UnusedNeeds.of(change.registry(), change.held()).stream()
        .filter(line -> !lacking.contains(line))
        .forEach(notices::say);
    for (Registration now : change.registry().all()) {
      before.find(now.module()).ifPresent(then -> tellPreference(then, now));
    }
  }

  private void tellPreference(Registration then, Registration now) {
    tell(now.module() + ": preferred over ", now.blacklisted(), then.blacklisted());
    tell(now.module() + ": no longer preferred over ", then.blacklisted(), now.blacklisted());
  }

  private void tell(String what, List<String> modules, List<String> others) {
    List<String> names = modules.stream().filter(name -> !others.contains(name)).toList();
    if (!names.isEmpty()) {
      String release = change.functionSet().release();
      notices.say(what + String.join(", ", names) + " with kernel " + release);
    }
  }

  /** Drops it. */
  public void abandon() {
    change.abandon();
  }

  /** A plan that can't be read changes nothing. */
  private static boolean isPlanned(Host host, Registration registration) {
    try {
      return InstalledModule.mayBeUsed(host, registration.module());
    } catch (ProblemException e) {
      return registration.phases().used();
    }
  }

  private static String said(FunctionSet set, Registration before) {
    String said = before.module() + ": ";
    if (!before.phases().used()) {
      return said + "may be loaded again with kernel " + set.release();
    }
    said += "will not be loaded with kernel " + set.release();
    Host host = set.host();
    boolean loaded =
        host.isThisMachine()
            && host.runningRelease().equals(set.release())
            && LoadedModules.find(host, before.kernelName()).isPresent();
    return loaded ? said + "; still loaded until 'kmadmin -U " + before.module() + "'" : said;
  }
}
