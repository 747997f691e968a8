package dlkm.update;

import dlkm.funcset.HeldChanges;
import dlkm.modname.ModuleName;
import dlkm.registry.Registration;
import dlkm.registry.Registry;
import java.util.Collection;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Modules that the next boot could load, and that need one that isn't to be used then. */
final class UnusedNeeds {

  private UnusedNeeds() {}

  /** A line for each of them, by what is registered and what is held. */
  static SortedSet<String> of(Registry registry, HeldChanges held) {
    Map<String, Registration> then = new TreeMap<>();
    registry.all().forEach(registration -> then.put(registration.kernelName(), registration));
    held.updates().values().forEach(update -> then.put(update.kernelName(), update));
    held.removals().forEach(module -> then.remove(ModuleName.kernelForm(module)));
    SortedSet<String> lines = new TreeSet<>();
    for (Registration registration : used(then.values())) {
      for (String name : registration.dependencies()) {
        Registration needed = then.get(ModuleName.kernelForm(name));
        if (needed != null && !isUsed(needed)) {
          lines.add(
              registration.module()
                  + ": needs "
                  + needed.module()
                  + ", which is planned to be unused: 'kmsystem -c y "
                  + needed.module()
                  + "' lets both be loaded");
        }
      }
    }
    return lines;
  }

  private static Collection<Registration> used(Collection<Registration> all) {
    return all.stream().filter(UnusedNeeds::isUsed).toList();
  }

  private static boolean isUsed(Registration registration) {
    return registration.isStatic() || registration.phases().used();
  }
}
