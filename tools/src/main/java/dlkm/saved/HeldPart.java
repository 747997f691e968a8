package dlkm.saved;

import dlkm.component.InstalledModule;
import dlkm.component.MachineTunables;
import dlkm.declaration.MasterFile;
import dlkm.declaration.PlannedTunable;
import dlkm.declaration.PlannedTunables;
import dlkm.declaration.StateCause;
import dlkm.declaration.SystemFile;
import dlkm.funcset.FunctionSet;
import dlkm.funcset.HeldPlan;
import dlkm.host.Host;
import dlkm.host.Layout;
import dlkm.host.Notices;
import dlkm.problem.ProblemException;
import dlkm.registry.Registration;
import dlkm.registry.TunableValue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The part of what is held that goes when some modules are no longer held. One command holds the
 * modules that it names together with those that these need, and with those whose formulas follow:
 * a module doesn't go back without what its plan from before builds on.
 */
final class HeldPart {

  private final Host host;
  private final HeldPlan held;
  private final SortedMap<String, Registration> updates;
  private final SortedMap<String, String> now;

  /** The plan without anything that is held. */
  private final SortedMap<String, String> before;

  private final Notices notices;
  private final SortedSet<String> modules;
  private boolean withSystem;
  private boolean withLoadmods;

  private HeldPart(FunctionSet set, Collection<String> modules, Notices notices)
      throws IOException {
    host = set.host();
    held = HeldPlan.of(set);
    updates = set.held().updates();
    now = SavedPlan.read(host);
    before = held.takenBack(now);
    this.notices = notices;
    this.modules = new TreeSet<>(modules);
  }

  /** The part of these modules; says which others it has, and why. */
  static HeldPart of(FunctionSet set, Collection<String> modules, Notices notices)
      throws IOException {
    HeldPart part = new HeldPart(set, modules, notices);
    boolean grew = part.grows();
    while (grew) {
      grew = part.grows();
    }
    if (part.modules.containsAll(set.held().modules())) {
      part.withSystem = true;
      part.withLoadmods = true;
    }
    return part;
  }

  /** The modules: those that were named, and those that go with them. */
  SortedSet<String> modules() {
    return modules;
  }

  /** What goes of the held plan. */
  HeldPlan dropped() {
    HeldPlan whole = held.only(files());
    return withLoadmods
        ? whole
        : whole.then(held.lines(Layout.LOADMODS, word -> modules.contains(word)));
  }

  /** What is still held of the plan. */
  HeldPlan rest() {
    HeldPlan rest = held.without(files());
    return withLoadmods ? rest : rest.withoutLines(Layout.LOADMODS, word -> modules.contains(word));
  }

  private List<String> files() {
    List<String> files = new ArrayList<>();
    modules.forEach(module -> files.add(Layout.system(module)));
    if (withSystem) {
      files.add(Layout.SYSTEM);
    }
    if (withLoadmods) {
      files.add(Layout.LOADMODS);
    }
    return files;
  }

  private boolean grows() {
    SortedMap<String, String> then = dropped().takenBack(now);
    return addsNeeded(then) || addsUnneeded(then) || addsSystem(then) || addsFollowing(then);
  }

  private boolean add(String module, String why) {
    notices.say(module + ": is no longer held either: " + why);
    return modules.add(module);
  }

  /** A module that is used again needs what it needed; one that isn't held unused loses others. */
  private boolean addsNeeded(SortedMap<String, String> then) {
    for (String module : used(then)) {
      for (String needed : needs(module)) {
        if (isUsed(needed, then)) {
          continue;
        }
        if (isOther(needed) && isUsed(needed, before)) {
          return add(needed, module + " needs it");
        }
        if (isOther(module) && !isUsed(module, before)) {
          return add(module, "it needs " + needed);
        }
      }
    }
    return false;
  }

  /** What is used for others alone isn't without them. */
  private boolean addsUnneeded(SortedMap<String, String> then) {
    List<String> used = used(then);
    for (String module : used) {
      if (isOther(module)
          && !isUsed(module, before)
          && system(module, then).flatMap(SystemFile::cause).equals(Optional.of(StateCause.DEPEND))
          && used.stream().noneMatch(other -> needs(other).contains(module))) {
        return add(module, "no module needs it");
      }
    }
    return false;
  }

  /** The tunables of no module, where those of a module follow them. */
  private boolean addsSystem(SortedMap<String, String> then) {
    if (withSystem || !held.changes().containsKey(Layout.SYSTEM)) {
      return false;
    }
    SortedMap<String, String> without = held.only(List.of(Layout.SYSTEM)).takenBack(then);
    withSystem =
        modules.stream().anyMatch(module -> !values(module, then).equals(values(module, without)));
    return withSystem;
  }

  /** Held values that formulas made of those that go. */
  private boolean addsFollowing(SortedMap<String, String> then) {
    for (Registration update : updates.values()) {
      String module = update.module();
      if (!modules.contains(module)) {
        Map<String, String> back = values(module, then);
        Map<String, String> planned = values(module, now);
        for (TunableValue tunable : update.tunables()) {
          boolean isPlanned = tunable.value().equals(planned.get(tunable.name()));
          if (isPlanned && !tunable.value().equals(back.get(tunable.name()))) {
            return add(module, "the formula of " + tunable.name() + " follows what goes back");
          }
        }
      }
    }
    return false;
  }

  /** Whether a module's plan is held, and not in this part yet. */
  private boolean isOther(String module) {
    return !modules.contains(module) && held.changes().containsKey(Layout.system(module));
  }

  private List<String> used(SortedMap<String, String> plan) {
    return InstalledModule.names(host).stream().filter(module -> isUsed(module, plan)).toList();
  }

  private boolean isUsed(String module, SortedMap<String, String> plan) {
    return system(module, plan).filter(SystemFile::isConfigured).isPresent();
  }

  /** A module with broken files needs nothing that is known. */
  private List<String> needs(String module) {
    try {
      return InstalledModule.needed(host, InstalledModule.master(host, module));
    } catch (ProblemException e) {
      return List.of();
    }
  }

  private Optional<SystemFile> system(String module, SortedMap<String, String> plan) {
    String path = Layout.system(module);
    try {
      return Optional.ofNullable(plan.get(path)).map(text -> SystemFile.parse(path, text));
    } catch (ProblemException e) {
      return Optional.empty();
    }
  }

  /** The values of a module's tunables, by name; those that can't be computed are none. */
  private Map<String, String> values(String module, SortedMap<String, String> plan) {
    Map<String, String> values = new HashMap<>();
    Optional<SystemFile> system = system(module, plan);
    if (system.isPresent() && InstalledModule.isInstalled(host, module)) {
      try {
        MasterFile master = InstalledModule.master(host, module);
        for (PlannedTunable tunable :
            PlannedTunables.of(
                    master,
                    system.get(),
                    MachineTunables.of(host, host.path(Layout.SYSTEM), SavedPlan.edits(host, plan)))
                .all()) {
          values.put(tunable.name(), tunable.value().text());
        }
      } catch (ProblemException e) {
        return Map.of();
      }
    }
    return values;
  }
}
