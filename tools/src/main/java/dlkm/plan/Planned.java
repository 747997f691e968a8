package dlkm.plan;

import dlkm.conf.MasterFile;
import dlkm.conf.Phase;
import dlkm.conf.SystemFile;
import java.util.Optional;

/**
 * The planned attributes of a module, as {@code kmsystem} shows them (spec §4.2); absent where an
 * attribute does not apply.
 */
public record Planned(
    String module, boolean configured, Optional<Boolean> loadable, Optional<Phase> loadPhase) {

  /** Those of an installed module. */
  public static Planned of(MasterFile master, SystemFile system) {
    boolean dynamic = master.loadable().isPresent();
    return new Planned(
        master.module(),
        system.isConfigured(),
        dynamic ? Optional.of(system.isDynamic()) : Optional.empty(),
        dynamic ? Optional.of(system.plannedPhase()) : Optional.empty());
  }

  /** Those of a driver or subsystem of the HP-UX system file. */
  public static Planned traditional(String name, boolean configured) {
    return new Planned(name, configured, Optional.empty(), Optional.empty());
  }
}
