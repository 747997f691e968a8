package dlkm.registry;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All that is registered with one kernel, and the ids (spec §6.1): a registered module has one,
 * loaded or not, and keeps it; no other module ever gets it. A value: what changes it returns a new
 * one.
 *
 * @param release the kernel's release
 * @param kis the Kernel ID String of the kernel that it was last written for
 * @param nextId the id of the next new module; ids are never used again
 * @param modules by name
 */
public record Registry(
    String release, String kis, int nextId, SortedMap<String, Registration> modules) {

  public Registry {
    modules = new TreeMap<>(modules);
  }

  /** The registry of a kernel with which nothing was ever registered. */
  public static Registry empty(String release, String kis) {
    return new Registry(release, kis, 1, new TreeMap<>());
  }

  public Optional<Registration> find(String module) {
    return Optional.ofNullable(modules.get(module));
  }

  /**
   * The module that the kernel knows by that name, in which {@code -} and {@code _} are the same.
   */
  public Optional<Registration> findByKernelName(String kernelName) {
    for (Registration registration : modules.values()) {
      if (registration.kernelName().equals(kernelName)) {
        return Optional.of(registration);
      }
    }
    return Optional.empty();
  }

  public Optional<Registration> findById(int id) {
    for (Registration registration : modules.values()) {
      if (registration.id() == id) {
        return Optional.of(registration);
      }
    }
    return Optional.empty();
  }

  public Collection<Registration> all() {
    return modules.values();
  }

  /** The registered modules that declare a dependency on the module. */
  public List<String> dependents(String module) {
    List<String> dependents = new ArrayList<>();
    for (Registration registration : modules.values()) {
      if (registration.dependencies().contains(module)) {
        dependents.add(registration.module());
      }
    }
    return dependents;
  }

  /** Registers a module, keeping the id of a registered one of that name. */
  public Registry register(Registration built, Instant when, String who) {
    Optional<Registration> old = find(built.module());
    int id = old.isPresent() ? old.get().id() : nextId;
    int next = old.isPresent() ? nextId : nextId + 1;
    return with(built.registered(id, when, who), next);
  }

  /** Replaces a registered module's record. */
  public Registry replace(Registration registration) {
    if (!modules.containsKey(registration.module())) {
      throw new IllegalArgumentException(registration.module() + " isn't registered");
    }
    return with(registration, nextId);
  }

  private Registry with(Registration registration, int next) {
    SortedMap<String, Registration> changed = new TreeMap<>(modules);
    changed.put(registration.module(), registration);
    return new Registry(release, kis, next, changed);
  }

  /** Takes a module out; its id is not given to another one. */
  public Registry unregister(String module) {
    SortedMap<String, Registration> changed = new TreeMap<>(modules);
    changed.remove(module);
    return new Registry(release, kis, nextId, changed);
  }

  /** The same registrations, written for that kernel. */
  public Registry forKernel(String newKis) {
    return new Registry(release, newKis, nextId, modules);
  }

  /** The same registrations with ids from {@code atLeast} on for what is registered next. */
  public Registry withNextId(int atLeast) {
    return new Registry(release, kis, Math.max(nextId, atLeast), modules);
  }

  /** The modules' names, for messages and copies. */
  public List<String> names() {
    return List.copyOf(((Map<String, Registration>) modules).keySet());
  }
}
