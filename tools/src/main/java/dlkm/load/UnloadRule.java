package dlkm.load;

import dlkm.host.Host;
import dlkm.installedkernel.ModuleLoading;
import dlkm.kernel.Errno;
import dlkm.kernel.Holder;
import dlkm.kernel.HolderSearch;
import dlkm.kernel.KernelRefusal;
import dlkm.kernel.LoadState;
import dlkm.kernel.LoadedModule;
import dlkm.kernel.LoadedModules;
import dlkm.kernel.Outcome;
import dlkm.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * When a loaded module may be unloaded (spec §6.4): nobody uses it, and no loaded module needs it.
 * {@link LoadedDependents} has who needs it.
 */
public final class UnloadRule {

  /**
   * What to do about a module that stays.
   *
   * @param inUse where somebody uses it
   * @param disabled where the kernel unloads nothing any more
   */
  public record Remedy(String inUse, String disabled) {

    /** A change that can be held until the shutdown. */
    public static Remedy holding(String hold) {
      return new Remedy("end that, or " + hold, hold);
    }
  }

  private UnloadRule() {}

  /** Whether the module is loaded, no loaded module needs it, and nobody else uses it. */
  public static boolean isIdle(LoadedModule module) {
    return module.state() == LoadState.LIVE
        && module.dependents().isEmpty()
        && module.holdCount() == 0;
  }

  /**
   * Why the module can't be unloaded now, if that is so.
   *
   * @param leaving the kernel names of modules that are unloaded before it
   */
  public static Optional<Problem> check(
      Host host, LoadedModule module, Set<String> leaving, Remedy remedy) {
    if (module.state() != LoadState.LIVE) {
      String state = module.state() == LoadState.LOADING ? "being loaded" : "being unloaded";
      return Optional.of(new Problem(module.name(), "is " + state + " right now", "try it again"));
    }
    if (ModuleLoading.isDisabled(host)) {
      return Optional.of(
          Problem.of(module.name(), "stays loaded: " + ModuleLoading.DISABLED, remedy.disabled()));
    }
    List<String> dependents = new ArrayList<>(module.dependents());
    dependents.removeAll(leaving);
    if (dependents.isEmpty() && module.holdCount() == 0) {
      return Optional.empty();
    }
    List<String> users = users(host, module, leaving);
    if (users.isEmpty()) {
      users.add(unseen(module.holdCount()));
    }
    return Optional.of(
        new Problem(module.name(), "is in use: " + String.join(", ", users), remedy.inUse()));
  }

  private static List<String> users(Host host, LoadedModule module, Set<String> leaving) {
    List<String> users = new ArrayList<>();
    for (Holder holder : HolderSearch.of(host, module)) {
      boolean leaves = holder instanceof Holder.Dependent(String name) && leaving.contains(name);
      if (!leaves) {
        users.add(holder.words());
      }
    }
    return users;
  }

  private static String unseen(int holds) {
    return "held "
        + holds
        + (holds == 1 ? " time" : " times")
        + ", not by an open device: perhaps by a line discipline or a socket";
  }

  /** Explains the kernel's refusal to unload an idle module. */
  public static Problem refusal(
      Host host, String name, LoadedModule loaded, Outcome.Refused refused) {
    return KernelRefusal.because(name, reason(host, loaded, refused), refused);
  }

  private static String reason(Host host, LoadedModule loaded, Outcome.Refused refused) {
    LoadedModule now = LoadedModules.find(host, loaded.name()).orElse(loaded);
    if (refused.errno() == Errno.EBUSY) {
      List<String> users = users(host, now, Set.of());
      if (!users.isEmpty()) {
        return "is in use: " + String.join(", ", users);
      }
      if (now.holdCount() > 0) {
        return "is in use: " + unseen(now.holdCount());
      }
    }
    if (now.wrapped()) {
      return "refuses to be unloaded: its _unload answered "
          + refused.errnoName()
          + "; it stays loaded";
    }
    return now.permanent()
        ? "can't be unloaded (" + refused.errnoName() + "): the module is permanent"
        : "can't be unloaded: " + refused.errnoName();
  }
}
