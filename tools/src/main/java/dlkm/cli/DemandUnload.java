package dlkm.cli;

import dlkm.host.Host;
import dlkm.kernel.Errno;
import dlkm.kernel.Holder;
import dlkm.kernel.Holders;
import dlkm.kernel.LoadedModule;
import dlkm.kernel.LoadedModules;
import dlkm.kernel.Outcome;
import dlkm.kernel.State;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import dlkm.registry.Registration;
import dlkm.registry.Registry;
import dlkm.update.Dependents;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code kmadmin -U} and {@code -u}: unloads registered modules (spec §6.4). */
final class DemandUnload implements AutoCloseable {

  private final Context context;
  private final Host host;
  private final Registry registry;
  private final LazyLoader loader;

  DemandUnload(Context context, Registry registry) {
    this.context = context;
    this.host = context.host();
    loader = new LazyLoader(host);
    this.registry = registry;
  }

  /**
   * Unloads one module and says so.
   *
   * @throws ProblemException when it isn't loaded, or has to stay
   */
  void unload(String name) {
    Optional<Registration> registration = registry.findByKernelName(name.replace('-', '_'));
    Optional<LoadedModule> loaded = Dependents.find(host, registry, name);
    if (registration.isEmpty()) {
      throw new ProblemException(
          name,
          "is not registered",
          loaded.isPresent()
              ? "'modprobe -r " + name + "' unloads others"
              : "'kmadmin -s' shows what is");
    }
    unload(
        registration.get(),
        loaded.orElseThrow(() -> new ProblemException(name, "is not loaded", "")));
  }

  /** The same by id. */
  void unload(int id) {
    Optional<Registration> registration = registry.findById(id);
    if (registration.isEmpty()) {
      throw new ProblemException(KmadminCommand.unknown(String.valueOf(id), true));
    }
    unload(registration.get().module());
  }

  private void unload(Registration registration, LoadedModule loaded) {
    String name = registration.module();
    if (loaded.state() != State.LIVE) {
      throw new ProblemException(
          name, "is just " + (loaded.state() == State.LOADING ? "being loaded" : "leaving"), "");
    }
    if (!loaded.dependents().isEmpty()) {
      String dependents = String.join(" ", loaded.dependents());
      throw new ProblemException(
          name, "is needed by loaded modules: " + dependents, "unload those first");
    }
    switch (loader.get().unload(loaded.name())) {
      case Outcome.Done _ -> context.out().println(name + ": unloaded");
      case Outcome.Refused refused -> throw refusal(name, loaded, refused);
    }
  }

  private ProblemException refusal(String name, LoadedModule loaded, Outcome.Refused refused) {
    List<Problem> problems = new ArrayList<>();
    if (refused.errno() == Errno.EBUSY) {
      for (Holder holder : Holders.of(host, loaded)) {
        problems.add(Problem.of(name, "is in use (EBUSY)", holder.words()));
      }
    }
    if (problems.isEmpty()) {
      problems.add(Problem.of(name, reason(name, refused), ""));
    }
    for (String line : refused.kernelLines()) {
      problems.add(Problem.of(name, "the kernel says", line));
    }
    return new ProblemException(problems);
  }

  private String reason(String name, Outcome.Refused refused) {
    Optional<LoadedModule> now = LoadedModules.find(host, name);
    int holds = now.isPresent() ? now.get().holds() : 0;
    if (refused.errno() == Errno.EBUSY && holds > 0) {
      return "is in use (EBUSY): held "
          + holds
          + (holds == 1 ? " time" : " times")
          + ", not by an open device: by a line discipline, a socket or an interface that is up";
    }
    if (now.isPresent() && now.get().wrapped()) {
      return "refuses to be unloaded: its _unload answered "
          + refused.errnoName()
          + "; it stays loaded and working";
    }
    if (now.isPresent() && now.get().permanent()) {
      return "can't be unloaded (" + refused.errnoName() + "): it is made to stay";
    }
    return "can't be unloaded: " + refused.errnoName();
  }

  /** Unloads all registered modules that can be (spec §4.11), dependents before what they need. */
  void unloadAll() {
    boolean progress = true;
    while (progress) {
      progress = false;
      for (Registration registration : registry.all()) {
        progress |= unloadIfIdle(registration);
      }
    }
  }

  private boolean unloadIfIdle(Registration registration) {
    Optional<LoadedModule> loaded = Dependents.find(host, registry, registration.kernelName());
    if (loaded.isEmpty() || loaded.get().references() > 0) {
      return false;
    }
    try {
      unload(registration, loaded.get());
      return true;
    } catch (ProblemException e) {
      // It stays: with id 0 that is no failure.
      return false;
    }
  }

  @Override
  public void close() {
    loader.close();
  }
}
