package dlkm.update;

import dlkm.funcset.Change;
import dlkm.funcset.FunctionSet;
import dlkm.registry.Registration;
import java.util.List;

/**
 * What a whole configuration changes besides the modules that it builds: a module that is static in
 * the kernel and not configured any more leaves it (spec §4.1, §4.4.1).
 *
 * @param leaving the modules that leave
 */
public record StaticSet(List<String> leaving) implements Besides {

  public StaticSet {
    leaving = List.copyOf(leaving);
  }

  /**
   * The change of a kernel's static modules.
   *
   * @param configured the modules that were built
   */
  public static StaticSet of(FunctionSet set, List<String> configured) {
    return new StaticSet(
        set.registry().all().stream()
            .filter(Registration::isStatic)
            .map(Registration::module)
            .filter(module -> !configured.contains(module))
            .filter(module -> !set.held().removals().contains(module))
            .toList());
  }

  @Override
  public boolean isEmpty() {
    return leaving.isEmpty();
  }

  @Override
  public void now(Change change) {
    leaving.forEach(change::unregister);
  }

  @Override
  public void held(Change change) {
    leaving.forEach(change::holdRemoval);
  }

  @Override
  public String why(String update) {
    String whole = ("whole configuration: " + update).strip();
    return leaving.isEmpty() ? whole : whole + ", without " + String.join(" ", leaving);
  }
}
