package dlkm.update;

import dlkm.host.Host;
import dlkm.kernel.Holder;
import dlkm.kernel.Holders;
import dlkm.kernel.LoadedModule;
import dlkm.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds out who keeps a loaded module from being unloaded, and says it. */
public final class Busy {

  private Busy() {}

  /**
   * Why the module can't be unloaded now, if that is so.
   *
   * @param leaving the kernel names of modules that are unloaded before it
   * @param todo what to do about it
   */
  public static Optional<Problem> check(
      Host host, LoadedModule module, Set<String> leaving, String todo) {
    List<String> dependents = new ArrayList<>(module.dependents());
    dependents.removeAll(leaving);
    if (dependents.isEmpty() && module.holds() == 0) {
      return Optional.empty();
    }
    List<String> words = new ArrayList<>();
    for (Holder holder : Holders.of(host, module)) {
      boolean leaves = holder instanceof Holder.Dependent(String name) && leaving.contains(name);
      if (!leaves) {
        words.add(holder.words());
      }
    }
    if (words.isEmpty()) {
      words.add(module.holds() + " holds on it that no process or module shows");
    }
    return Optional.of(new Problem(module.name(), "is busy: " + String.join(", ", words), todo));
  }
}
