package dlkm.status;

import dlkm.kernel.LoadState;
import dlkm.kernel.LoadedModule;
import dlkm.registry.Registration;
import java.util.Optional;

/**
 * The status of one module: registry and kernel, and whether both have the same code.
 *
 * @param kernelName the name by which the kernel knows it, or would
 * @param inferredType for a module that isn't registered, the type that it looks like
 * @param held what waits for the shutdown: an update, a removal, a registration
 * @param next the registration after that, unless it is removed
 */
public record ModuleStatus(
    String kernelName,
    Optional<Registration> registration,
    Optional<LoadedModule> loaded,
    String inferredType,
    Optional<String> held,
    Optional<Registration> next) {

  public String name() {
    return registration.isPresent() ? registration.get().module() : kernelName;
  }

  public String id() {
    return registration.isPresent() ? String.valueOf(registration.get().id()) : "-";
  }

  /** WSIO, STREAMS or Misc. */
  public String type() {
    return registration.isPresent() ? registration.get().type().word() : inferredType;
  }

  public String phase() {
    return registration.isEmpty() || registration.get().isStatic()
        ? "-"
        : registration.get().phases().configured().name();
  }

  /** Whether it is registered but must not be loaded. */
  public boolean isUnused() {
    return registration.isPresent() && !registration.get().phases().used();
  }

  /** Whether it is a part of the running kernel: registered as static, and loaded for good. */
  public boolean isStatic() {
    return registration.filter(Registration::isStatic).isPresent()
        && loaded.filter(LinkedModules::isLinked).isPresent();
  }

  /** LOADED, STATIC or UNLOADED; on the way between them, the kernel's own word. */
  public String status() {
    if (loaded.isEmpty()) {
      return "UNLOADED";
    }
    if (isStatic()) {
      return "STATIC";
    }
    LoadState state = loaded.get().state();
    return state == LoadState.LIVE ? "LOADED" : state.name();
  }

  /**
   * How the code that is loaded differs from the registered image; nothing when it is the same,
   * when one of the two isn't there, or when neither build id nor srcversion can tell.
   */
  public Optional<String> difference() {
    if (registration.isEmpty() || loaded.isEmpty()) {
      return Optional.empty();
    }
    var image = registration.get().image();
    Optional<String> loadedId = loaded.get().buildId();
    if (loadedId.isPresent() && image.buildId().isPresent()) {
      return difference("build id", loadedId.get(), image.buildId().get());
    }
    Optional<String> loadedSource = loaded.get().srcversion();
    if (loadedSource.isPresent() && image.srcversion().isPresent()) {
      return difference("srcversion", loadedSource.get(), image.srcversion().get());
    }
    return Optional.empty();
  }

  private static Optional<String> difference(String of, String loaded, String registered) {
    return loaded.equals(registered)
        ? Optional.empty()
        : Optional.of(of + " " + loaded + " is loaded, " + registered + " is registered");
  }

  /** The note in the brief table. */
  public String note() {
    StringBuilder note = new StringBuilder();
    if (difference().isPresent()) {
      note.append("not the registered image");
    }
    if (isUnused()) {
      note.append(note.isEmpty() ? "" : ", ").append("unused");
    }
    if (held.isPresent()) {
      note.append(note.isEmpty() ? "" : ", ").append(held.get()).append(" held for shutdown");
    }
    return note.toString();
  }
}
