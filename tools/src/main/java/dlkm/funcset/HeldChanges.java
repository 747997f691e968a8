package dlkm.funcset;

import dlkm.registry.Registration;
import dlkm.registry.Registry;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The changes that are held for the shutdown (spec §4.6, §5.4): the difference between the current
 * generation and the pending one.
 *
 * @param updates the new or changed registrations, by module
 * @param images the paths of their images
 * @param removals the modules to unregister
 */
public record HeldChanges(
    SortedMap<String, Registration> updates,
    SortedMap<String, Path> images,
    SortedSet<String> removals) {

  /** Nothing is held. */
  public static final HeldChanges NOTHING =
      new HeldChanges(new TreeMap<>(), new TreeMap<>(), new TreeSet<>());

  public HeldChanges {
    updates = new TreeMap<>(updates);
    images = new TreeMap<>(images);
    removals = new TreeSet<>(removals);
  }

  static HeldChanges between(Registry now, Generation pending) {
    HeldChanges held = NOTHING.copy();
    Registry then = pending.registry();
    for (Registration registration : then.all()) {
      if (!now.find(registration.module()).equals(Optional.of(registration))) {
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

  private HeldChanges copy() {
    return new HeldChanges(updates, images, removals);
  }

  /** The modules that something is held for. */
  public SortedSet<String> modules() {
    SortedSet<String> modules = new TreeSet<>(updates.keySet());
    modules.addAll(removals);
    return modules;
  }

  public boolean isEmpty() {
    return updates.isEmpty() && removals.isEmpty();
  }

  /** Whether something is held for the module. */
  public boolean concerns(String module) {
    return updates.containsKey(module) || removals.contains(module);
  }

  /** What is held for all other modules. */
  HeldChanges without(String module) {
    HeldChanges held = copy();
    held.updates.remove(module);
    held.images.remove(module);
    held.removals.remove(module);
    return held;
  }

  HeldChanges withUpdate(Registration built, Path image) {
    HeldChanges held = without(built.module());
    held.updates.put(built.module(), built);
    held.images.put(built.module(), image);
    return held;
  }

  HeldChanges withRemoval(String module) {
    HeldChanges held = without(module);
    held.removals.add(module);
    return held;
  }
}
