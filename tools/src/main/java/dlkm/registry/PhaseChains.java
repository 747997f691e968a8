package dlkm.registry;

import dlkm.conf.PhaseRules;
import java.util.List;
import java.util.Optional;

/** Whether what registered modules need can be there in the phases that they are configured for. */
public final class PhaseChains {

  private PhaseChains() {}

  /**
   * The way from a registered module to one that can't be there when it is loaded; empty when all
   * is well.
   */
  public static List<String> broken(Registry registry, String module) {
    return PhaseRules.brokenChain(module, name -> facts(registry, name));
  }

  private static Optional<PhaseRules.Facts> facts(Registry registry, String name) {
    return registry
        .findByKernelName(name.replace('-', '_'))
        .map(
            found ->
                new PhaseRules.Facts(
                    found.phases().supported(), found.phases().configured(), found.dependencies()));
  }
}
