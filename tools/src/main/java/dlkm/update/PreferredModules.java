package dlkm.update;

import dlkm.component.InstalledModule;
import dlkm.funcset.FunctionSet;
import dlkm.funcset.RegistrationChange;
import dlkm.host.Host;
import dlkm.image.ModuleImage;
import dlkm.problem.ProblemException;
import dlkm.registry.Registration;
import dlkm.registry.Registry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

/**
 * Which modules of a kernel a registered one is preferred over, by {@code $PREFER} of the system
 * files: all that claim a device of it, but those that are preferred themselves.
 */
final class PreferredModules {

  private final Registry registry;
  private final Claimants claimants;
  private final Predicate<String> isPreferred;

  /**
   * The modules of a kernel.
   *
   * @param registry of what is registered with it
   * @param isPreferred whether the module of that name is planned to be preferred
   */
  PreferredModules(FunctionSet set, Registry registry, Predicate<String> isPreferred) {
    this.registry = registry;
    this.isPreferred = isPreferred;
    claimants = new Claimants(set);
  }

  /** As the system files say. */
  static PreferredModules planned(FunctionSet set) {
    return planned(set, set.registry());
  }

  /** The same, where the registry has been read. */
  static PreferredModules planned(FunctionSet set, Registry registry) {
    return new PreferredModules(set, registry, module -> isPlanned(set.host(), module));
  }

  /**
   * Whether its system file says so.
   *
   * @throws ProblemException when that can't be read
   */
  static boolean isPlanned(Host host, String module) {
    return InstalledModule.isInstalled(host, module)
        && InstalledModule.system(host, module).isPreferred();
  }

  /**
   * The kernel's names of the modules that this one is preferred over: those of the registration
   * where the plan, the image or the module index can't be read.
   *
   * @param file its image
   */
  List<String> over(Registration registration, Path file) {
    try {
      if (!isPreferred.test(registration.module())) {
        return List.of();
      }
      if (!claimants.areKnown()) {
        return registration.preferredOver();
      }
      ModuleImage image = ModuleImage.parse(file.toString(), Files.readAllBytes(file));
      return claimants.of(registration, image).keySet().stream()
          .filter(other -> !isPreferredItself(other))
          .toList();
    } catch (ProblemException | IOException | UncheckedIOException e) {
      return registration.preferredOver();
    }
  }

  /** Whether they are others than those of the registration. */
  boolean isOther(Registration registration, Path file) {
    return !over(registration, file).equals(registration.preferredOver());
  }

  /** Has a change of the registrations record it of all candidates. */
  void record(RegistrationChange change, List<Candidate> candidates) {
    change.prefer(candidates.stream().map(Candidate::module).toList(), this::over);
  }

  private boolean isPreferredItself(String kernelName) {
    return registry
        .findByKernelName(kernelName)
        .filter(other -> isPreferred.test(other.module()))
        .isPresent();
  }
}
