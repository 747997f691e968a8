package dlkm.plan;

import dlkm.component.InstalledModule;
import dlkm.component.SharedMasters;
import dlkm.component.Texts;
import dlkm.declaration.HpuxSystemFile;
import dlkm.declaration.MasterFile;
import dlkm.declaration.Phase;
import dlkm.declaration.SystemFile;
import dlkm.host.Host;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The planned attributes of a module, as {@code kmsystem} shows them (spec §4.2); absent where an
 * attribute does not apply.
 */
public record PlanListing(
    String module,
    boolean configured,
    Optional<Boolean> loadable,
    Optional<Phase> loadPhase,
    Optional<Boolean> prefer) {

  /** Those of an installed module. */
  public static PlanListing of(MasterFile master, SystemFile system) {
    boolean dynamic = master.loadable().isPresent();
    return new PlanListing(
        master.module(),
        system.isConfigured(),
        dynamic ? Optional.of(system.isDynamic()) : Optional.empty(),
        dynamic ? Optional.of(system.plannedPhase()) : Optional.empty(),
        system.prefer());
  }

  /** Those of a driver or subsystem of the HP-UX system file. */
  public static PlanListing traditional(String name, boolean configured) {
    return new PlanListing(name, configured, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /**
   * All modules and all drivers of the HP-UX system file.
   *
   * @param problems of modules whose files can't be read; they are missing in the list
   */
  public record All(List<PlanListing> list, List<Problem> problems) {}

  /**
   * The planned attributes of one module or driver.
   *
   * @throws ProblemException when there is none of that name, or its files are wrong
   */
  public static PlanListing find(Host host, String name, Path hpuxSystem) {
    if (!InstalledModule.isInstalled(host, name)) {
      Set<String> drivers = Set.copyOf(traditional(hpuxSystem));
      if (drivers.contains(name) || SharedMasters.names(host, name)) {
        return traditional(name, drivers.contains(name));
      }
    }
    return of(InstalledModule.master(host, name), InstalledModule.system(host, name));
  }

  /**
   * The same after a change: a driver that was taken out of the HP-UX system file is gone there.
   */
  public static PlanListing changed(Host host, String name, Path hpuxSystem, PlanChange change) {
    return InstalledModule.isInstalled(host, name)
        ? find(host, name, hpuxSystem)
        : traditional(name, change.configure().orElse(false));
  }

  /** Those of everything on the machine; a module with a broken file doesn't hide the others. */
  public static All all(Host host, Path hpuxSystem) {
    List<PlanListing> all = new ArrayList<>();
    List<Problem> problems = new ArrayList<>(InstalledModule.incomplete(host));
    for (String name : InstalledModule.names(host)) {
      try {
        all.add(find(host, name, hpuxSystem));
      } catch (ProblemException e) {
        problems.addAll(e.problems());
      }
    }
    for (String name : traditional(hpuxSystem)) {
      if (!InstalledModule.isInstalled(host, name)) {
        all.add(traditional(name, true));
      }
    }
    return new All(all, problems);
  }

  private static Collection<String> traditional(Path hpuxSystem) {
    return HpuxSystemFile.parse(hpuxSystem.toString(), Texts.readOrEmpty(hpuxSystem)).names();
  }
}
