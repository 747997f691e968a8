package dlkm.load;

import dlkm.funcset.FunctionSet;
import dlkm.host.Caller;
import dlkm.host.Host;
import dlkm.image.ModuleImage;
import dlkm.installedkernel.ModuleLoading;
import dlkm.kernel.KernelRefusal;
import dlkm.kernel.LoadedModules;
import dlkm.kernel.Outcome;
import dlkm.modname.ModuleName;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import dlkm.registry.Registration;
import dlkm.registry.Registry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code kmadmin -L}: loads registered modules, what they need first (spec §6.3). Which errors of
 * spec §4.11 come from here, and which from the kernel, is in {@link KernelRefusal}.
 */
public final class DemandLoad implements AutoCloseable {

  private final Caller caller;
  private final Host host;
  private final FunctionSet set;
  private final Registry registry;
  private final SearchPath searchPath;
  private final Set<String> begun = new HashSet<>();
  private final LoaderHandle loader;

  public DemandLoad(Caller caller, FunctionSet set) {
    this.caller = caller;
    this.host = caller.host();
    this.set = set;
    registry = set.registry();
    searchPath = SearchPath.of(set);
    loader = new LoaderHandle(host);
  }

  /**
   * Loads the module of a name, or of an absolute path.
   *
   * @return its registration
   * @throws ProblemException when it can't be loaded; what it needs and is loaded by then stays
   */
  public Registration load(String operand) {
    begun.clear();
    String name = name(operand);
    if (operand.startsWith("/")
        && registry.findByKernelName(ModuleName.kernelForm(name)).isEmpty()) {
      throw new ProblemException(
          operand, "is the file of no registered module", "'kmadmin -s' lists all modules");
    }
    Registration registration = LoadRule.find(set, name);
    if (operand.startsWith("/")) {
      load(registration, Path.of(operand));
    } else {
      load(registration);
    }
    return registration;
  }

  private static String name(String operand) {
    if (!operand.startsWith("/")) {
      return operand;
    }
    String file = operand.substring(operand.lastIndexOf('/') + 1);
    int dot = file.indexOf('.');
    return dot < 0 ? file : file.substring(0, dot);
  }

  private void load(Registration registration) {
    Path image =
        searchPath
            .find(registration.imageFile(), caller.notices())
            .orElseGet(() -> set.liveImage(registration));
    load(registration, image);
  }

  private void load(Registration registration, Path file) {
    // Marked before its dependencies, so that a circle ends here instead of never.
    if (!begun.add(registration.module()) || isLoaded(registration.kernelName())) {
      return;
    }
    LoadRule.check(registration)
        .ifPresent(
            problem -> {
              throw new ProblemException(problem);
            });
    if (ModuleLoading.isDisabled(host)) {
      throw new ProblemException(
          registration.module(), "can't be loaded now: " + ModuleLoading.DISABLED, "");
    }
    OtherBuild.tell(set, registration, caller.notices());
    for (String needed : needs(registration, RegisteredImage.read(set, registration, file))) {
      loadNeeded(registration, needed);
    }
    require(registration.module(), loader.get().loadFile(registration.kernelName(), file, ""));
  }

  /** Those that the master file declares, then those that the image takes symbols from. */
  private static Set<String> needs(Registration registration, ModuleImage image) {
    Set<String> needs = new LinkedHashSet<>();
    for (String declared : registration.dependencies()) {
      needs.add(ModuleName.kernelForm(declared));
    }
    needs.addAll(image.depends());
    return needs;
  }

  private void loadNeeded(Registration by, String needed) {
    Optional<Registration> ours = registry.findByKernelName(needed);
    if (ours.isPresent()) {
      loadOurs(by, ours.get());
    } else if (!isLoaded(needed)) {
      Outcome outcome = loader.get().loadByName(needed);
      if (outcome instanceof Outcome.Refused refused) {
        throw new ProblemException(
            KernelRefusal.loading(by.module(), "can't be loaded: it needs " + needed, refused));
      }
    }
  }

  private void loadOurs(Registration by, Registration needed) {
    try {
      load(needed);
    } catch (ProblemException e) {
      List<Problem> problems = new ArrayList<>(e.problems());
      problems.add(Problem.of(by.module(), "can't be loaded: it needs " + needed.module(), ""));
      throw new ProblemException(problems);
    }
  }

  private static void require(String module, Outcome outcome) {
    if (outcome instanceof Outcome.Refused refused) {
      throw new ProblemException(KernelRefusal.loading(module, "can't be loaded", refused));
    }
  }

  private boolean isLoaded(String kernelName) {
    return LoadedModules.find(host, kernelName).isPresent();
  }

  @Override
  public void close() {
    loader.close();
  }
}
