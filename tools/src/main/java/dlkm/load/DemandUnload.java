package dlkm.load;

import dlkm.host.Host;
import dlkm.kernel.LoadedModule;
import dlkm.kernel.Outcome;
import dlkm.modname.ModuleName;
import dlkm.problem.ProblemException;
import dlkm.registry.Registration;
import dlkm.registry.Registry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code kmadmin -U} and {@code -u}: unloads registered modules (spec §6.4). */
public final class DemandUnload implements AutoCloseable {

  private final Host host;
  private final Registry registry;
  private final LoaderHandle loader;

  public DemandUnload(Host host, Registry registry) {
    this.host = host;
    loader = new LoaderHandle(host);
    this.registry = registry;
  }

  /**
   * Unloads one module.
   *
   * @return its name in the registry
   * @throws ProblemException when it isn't loaded, or has to stay
   */
  public String unload(String name) {
    Optional<Registration> registration = registry.findByKernelName(ModuleName.kernelForm(name));
    Optional<LoadedModule> loaded = LoadedDependents.find(host, registry, name);
    if (registration.isEmpty()) {
      throw new ProblemException(
          name,
          "is not registered",
          loaded.isPresent()
              ? "'modprobe -r " + name + "' unloads others"
              : "'kmadmin -s' lists all modules");
    }
    return unload(
        registration.get(),
        loaded.orElseThrow(() -> new ProblemException(name, "is not loaded", "")));
  }

  private static UnloadRule.Remedy remedy(String module) {
    return new UnloadRule.Remedy(
        "end that, or unload those first",
        "'kmsystem -c n " + module + "' leaves it out of the next boot");
  }

  /** The same by id. */
  public String unload(int id) {
    Registration registration =
        registry
            .findById(id)
            .orElseThrow(
                () ->
                    new ProblemException(
                        String.valueOf(id),
                        "no registered module has this id",
                        "'kmadmin -s' lists all modules"));
    return unload(registration.module());
  }

  private String unload(Registration registration, LoadedModule loaded) {
    if (registration.isStatic()) {
      throw new ProblemException(StaticRule.refusal(registration.module()));
    }
    UnloadRule.check(host, loaded, Set.of(), remedy(registration.module()))
        .ifPresent(
            busy -> {
              throw new ProblemException(registration.module(), busy.what(), busy.todo());
            });
    return switch (loader.get().unload(loaded.name())) {
      case Outcome.Done _ -> registration.module();
      case Outcome.Refused refused ->
          throw new ProblemException(
              UnloadRule.refusal(host, registration.module(), loaded, refused));
    };
  }

  /**
   * Unloads all registered modules that can be (spec §4.11), dependents before what they need.
   *
   * @return their names
   */
  public List<String> unloadAll() {
    List<String> unloaded = new ArrayList<>();
    int before;
    do {
      before = unloaded.size();
      for (Registration registration : registry.all()) {
        unloadIfIdle(registration).ifPresent(unloaded::add);
      }
    } while (unloaded.size() > before);
    return unloaded;
  }

  private Optional<String> unloadIfIdle(Registration registration) {
    Optional<LoadedModule> loaded =
        LoadedDependents.find(host, registry, registration.kernelName());
    if (loaded.isEmpty() || !UnloadRule.isIdle(loaded.get())) {
      return Optional.empty();
    }
    try {
      return Optional.of(unload(registration, loaded.get()));
    } catch (ProblemException e) {
      // With id 0, busy modules are no failure.
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    loader.close();
  }
}
