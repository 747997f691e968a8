package dlkm.saved;

import dlkm.declaration.LoadmodsFile;
import dlkm.declaration.Phase;
import dlkm.host.Layout;
import dlkm.registry.Registration;
import dlkm.registry.Registry;
import java.util.List;
import java.util.Map;

/**
 * The state {@code loaded} (spec §9.3): every boot loads the module, in its phase or by loadmods.
 */
public final class LoadedState {

  private LoadedState() {}

  /**
   * The modules that have it, without those that come as others need them.
   *
   * @param plan the texts of the plan's files, by path
   */
  public static List<String> of(Registry registry, Map<String, String> plan) {
    List<String> named = LoadmodsFile.names(plan.getOrDefault(Layout.LOADMODS, ""));
    return registry.all().stream()
        .filter(registration -> registration.phases().used())
        .filter(
            registration ->
                registration.phases().configured() != Phase.AUTO
                    || named.contains(registration.module()))
        .map(Registration::module)
        .toList();
  }
}
