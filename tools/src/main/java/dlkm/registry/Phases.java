package dlkm.registry;

import dlkm.conf.Phase;
import dlkm.conf.SupportedPhase;
import java.util.Set;

/**
 * The three attributes of spec §5.1.
 *
 * @param supported where the module can be loaded, as its developer declared
 * @param planned where the administrator wanted it when it was configured
 * @param configured where it is loaded at the next boot
 */
public record Phases(Set<SupportedPhase> supported, Phase planned, Phase configured) {

  public Phases {
    supported = Set.copyOf(supported);
  }
}
