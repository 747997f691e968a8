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
  private final Registry before;
  private final Notices notices;

  private PlannedUse(
      RegistrationChange change, Generation next, List<Registration> changed, Notices notices) {
    this.change = change;
    this.next = next;
    this.changed = changed;
    this.notices = notices;
    before = change.functionSet().registry();
  }

  /**
   * Makes a new generation where a plan has changed by hand.
   *
   * @param notices gets what became of each module
   */
  public static void refresh(FunctionSet set, Notices notices) {
    if (set.current().isEmpty()) {
      return;
    }
    prepare(
            set,
            registration -> isPlanned(set, registration),
            PreferredModules.planned(set),
            notices)
        .ifPresent(PlannedUse::commit);
  }

  /** What is held for the module has the plan's answer; until then it stays as it is. */
  private static boolean isPlanned(FunctionSet set, Registration registration) {
    Registration held = set.held().updates().get(registration.module());
    boolean planned = isPlanned(set.host(), registration);
    return held != null && held.phases().used() == planned ? registration.phases().used() : planned;
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
        prepare(
                set,
                registration ->
                    registration.module().equals(module)
                        ? plan.configure().orElse(registration.phases().used())
                        : registration.phases().used(),
                new PreferredModules(
                    set,
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

  private static Optional<PlannedUse> prepare(
      FunctionSet set,
      Predicate<Registration> planned,
      PreferredModules preferred,
      Notices notices) {
    List<Registration> changed = new ArrayList<>();
    for (Registration registration : registeredOrHeld(set)) {
      // A static module stays in the kernel until the next whole configuration.
      if (!registration.isStatic() && registration.phases().used() != planned.test(registration)) {
        changed.add(registration);
      }
    }
    SortedSet<String> preferring = preferring(set, preferred);
    if (changed.isEmpty() && preferring.isEmpty()) {
      return Optional.empty();
    }
    RegistrationChange change = RegistrationChange.of(set, "plan", notices);
    for (Registration registration : changed) {
      change.use(registration.module(), !registration.phases().used());
    }
    change.prefer(preferring, preferred::over);
    String why = changed.isEmpty() ? "kmsystem -p" : "kmsystem -c";
    return Optional.of(new PlannedUse(change, change.prepare(why), changed, notices));
  }

  /** The modules that are or will be preferred over others than their records say. */
  private static SortedSet<String> preferring(FunctionSet set, PreferredModules preferred) {
    SortedSet<String> preferring = new TreeSet<>();
    for (Registration registration : set.registry().all()) {
      if (!preferred
          .over(registration, set.liveImage(registration))
          .equals(registration.preferredOver())) {
        preferring.add(registration.module());
      }
    }
    HeldChanges held = set.held();
    for (Registration update : held.updates().values()) {
      if (!preferred
          .over(update, held.images().get(update.module()))
          .equals(update.preferredOver())) {
        preferring.add(update.module());
      }
    }
    return preferring;
  }

  private static Collection<Registration> registeredOrHeld(FunctionSet set) {
    SortedMap<String, Registration> all = new TreeMap<>(set.held().updates());
    all.putAll(set.registry().modules());
    return all.values();
  }

  /** Makes it current. */
  public void commit() {
    change.commit(next);
    changed.forEach(registration -> notices.say(said(change.functionSet(), registration)));
    for (Registration now : change.registry().all()) {
      before.find(now.module()).ifPresent(then -> tellPreference(then, now));
    }
  }

  private void tellPreference(Registration then, Registration now) {
    String release = change.functionSet().release();
    List<String> added = new ArrayList<>(now.blacklisted());
    added.removeAll(then.blacklisted());
    if (!added.isEmpty()) {
      String names = String.join(", ", added);
      notices.say(now.module() + ": preferred over " + names + " with kernel " + release);
    }
    List<String> gone = new ArrayList<>(then.blacklisted());
    gone.removeAll(now.blacklisted());
    if (!gone.isEmpty()) {
      String names = String.join(", ", gone);
      notices.say(now.module() + ": no longer preferred over " + names + " with kernel " + release);
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
