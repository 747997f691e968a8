package dlkm.funcset;

import dlkm.registry.Registration;
import dlkm.registry.Registry;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What is held for the shutdown: the difference between the current generation and the pending one.
 *
 * @param updates the registrations that come or change, by module
 * @param images where their images are
 * @param removals the modules that go
 */
public record Held(
    SortedMap<String, Registration> updates,
    SortedMap<String, Path> images,
    SortedSet<String> removals) {

  /** Nothing is held. */
  public static final Held NOTHING = new Held(new TreeMap<>(), new TreeMap<>(), new TreeSet<>());

  public Held {
    updates = new TreeMap<>(updates);
    images = new TreeMap<>(images);
    removals = new TreeSet<>(removals);
  }

  static Held between(Registry now, Generation pending) {
    Held held = NOTHING.copy();
    Registry then = pending.registry();
    for (Registration registration : then.all()) {
      if (!now.find(registration.module()).equals(java.util.Optional.of(registration))) {
        held.updates.put(registration.module(), registration);
        held.images.put(registration.module(), pending.image(registration));
      }
    }
    for (String module : now.names()) {
      if (then.find(module).isEmpty()) {
        held.removals.add(module);
      }
    }
    return held;
  }

  private Held copy() {
    return new Held(updates, images, removals);
  }

  public boolean isEmpty() {
    return updates.isEmpty() && removals.isEmpty();
  }

  /** Whether something is held for the module. */
  public boolean concerns(String module) {
    return updates.containsKey(module) || removals.contains(module);
  }

  /** What is held for all other modules. */
  Held without(String module) {
    Held held = copy();
    held.updates.remove(module);
    held.images.remove(module);
    held.removals.remove(module);
    return held;
  }

  Held withUpdate(Registration built, Path image) {
    Held held = without(built.module());
    held.updates.put(built.module(), built);
    held.images.put(built.module(), image);
    return held;
  }

  Held withRemoval(String module) {
    Held held = without(module);
    held.removals.add(module);
    return held;
  }
}
