package dlkm.saved;

import dlkm.changelog.Changed;
import dlkm.funcset.FunctionSet;
import dlkm.funcset.GenerationRecord;
import dlkm.funcset.HeldPlan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/** What differs between the running configuration and another (spec §9.5, {@code -D}). */
public final class Differences {

  private Differences() {}

  /** What the shutdown will change. */
  public static List<Changed> held(FunctionSet set) {
    List<Changed> changes = new ArrayList<>();
    set.pending()
        .map(held -> GenerationRecord.between(set.release(), set.registry(), held.registry()))
        .ifPresent(changes::addAll);
    for (String path : HeldPlan.of(set).changes().keySet()) {
      changes.add(Changed.done(Changed.Kind.CONFIGURATION, path, "plan", "running", "next boot"));
    }
    return changes;
  }

  /** What loading a saved configuration would change. */
  public static List<Changed> with(FunctionSet set, Configuration saved) throws IOException {
    List<Changed> changes =
        new ArrayList<>(
            GenerationRecord.between(
                set.release(),
                set.registry(),
                new Configurations(set).generation(saved).registry()));
    SortedMap<String, String> now = SavedPlan.read(set.host());
    SortedMap<String, String> then = SavedPlan.of(set.host(), now, saved.plan());
    SortedSet<String> paths = new TreeSet<>(now.keySet());
    paths.addAll(then.keySet());
    for (String path : paths) {
      String from = now.getOrDefault(path, "");
      String to = then.getOrDefault(path, "");
      if (!from.equals(to)) {
        changes.add(
            Changed.done(Changed.Kind.CONFIGURATION, path, "plan", "running", saved.name()));
      }
    }
    return changes;
  }
}
