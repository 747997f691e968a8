package dlkm.saved;

import dlkm.funcset.Change;
import dlkm.funcset.FunctionSet;
import dlkm.funcset.HeldChanges;
import dlkm.host.Caller;
import java.util.SortedSet;
import java.util.TreeSet;

/** {@code kconfig -H}: drops all that is held for the shutdown (spec §9.5). */
public final class HeldDrop {

  private HeldDrop() {}

  /** Drops it; returns the modules that it was about. */
  public static SortedSet<String> run(FunctionSet set, Caller caller) {
    HeldChanges held = set.held();
    SortedSet<String> modules = new TreeSet<>(held.updates().keySet());
    modules.addAll(held.removals());
    if (!modules.isEmpty()) {
      Change change = Change.of(set, caller.user(), caller::say);
      modules.forEach(change::cancel);
      change.apply("kconfig -H");
    }
    return modules;
  }
}
