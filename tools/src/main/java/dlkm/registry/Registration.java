package dlkm.registry;

import dlkm.declaration.ModuleType;
import dlkm.modname.ModuleName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One module's registration record (spec §3.5). In the build area, before the module is registered,
 * its id is {@link #UNREGISTERED}.
 *
 * @param description the descriptive text that status queries show
 * @param dependencies the modules that it is declared to need, in the order of the master file
 * @param preferredOver the other modules that claim its devices and aren't to get them, by the
 *     kernel's names
 */
public record Registration(
    String module,
    int id,
    String version,
    ModuleType type,
    String description,
    Phases phases,
    ImageFacts image,
    List<String> dependencies,
    List<TunableValue> tunables,
    AccessNumbers access,
    List<String> preferredOver,
    Origin origin) {

  /** The id of a module that has none yet. */
  public static final int UNREGISTERED = 0;

  public Registration {
    dependencies = List.copyOf(dependencies);
    tunables = List.copyOf(tunables);
    preferredOver = List.copyOf(preferredOver);
  }

  /** Whether it is a part of the static kernel, in none of the loading phases. */
  public boolean isStatic() {
    return image.isStatic();
  }

  /**
   * Why the module may not be loaded once the boot has come to RUN, if so; follows on its name or
   * "it".
   */
  public Optional<String> notInRun() {
    return isStatic() ? Optional.of("is static: only a boot loads it") : phases.notInRun();
  }

  /** The modules that kmod shall not load for its devices: none while it isn't used. */
  public List<String> blacklisted() {
    return isStatic() || phases.used() ? preferredOver : List.of();
  }

  /** The name by which the kernel knows the module: it has no {@code -}. */
  public String kernelName() {
    return ModuleName.kernelForm(module);
  }

  /** The name of the image file in {@code mod.d}. */
  public String imageFile() {
    return module + ".ko";
  }

  /** Whether the other record is of the same image, in the same phases, whoever registered it. */
  public boolean isSameModule(Registration other) {
    return module.equals(other.module)
        && version.equals(other.version)
        && type == other.type
        && description.equals(other.description)
        && phases.equals(other.phases)
        && image.equals(other.image)
        && dependencies.equals(other.dependencies)
        && tunables.equals(other.tunables)
        && access.equals(other.access);
  }

  /** Whether the other record is of the same image with the same values, in whatever phases. */
  public boolean hasSameContent(Registration other) {
    return image.equals(other.image) && tunables.equals(other.tunables);
  }

  /** This record as it is registered under an id. */
  public Registration registered(int newId, Instant when, String who) {
    Origin registered = new Origin(origin.built(), Optional.of(when), who);
    return with(newId, phases, image, tunables, preferredOver, registered);
  }

  /** This record as of another build of the same image. */
  public Registration built(Instant when, String who) {
    Origin built = new Origin(when, Optional.empty(), who);
    return with(UNREGISTERED, phases, image, tunables, preferredOver, built);
  }

  /** This record with other phases ({@code kmadmin -b}). */
  public Registration withPhases(Phases newPhases) {
    return with(id, newPhases, image, tunables, preferredOver, origin);
  }

  /** This record with other facts of its image. */
  public Registration withImage(ImageFacts newImage) {
    return with(id, phases, newImage, tunables, preferredOver, origin);
  }

  /** This record with other modules that it is preferred over. */
  public Registration withPreferredOver(List<String> others) {
    return with(id, phases, image, tunables, others, origin);
  }

  /** This record with other values of those tunables that are module parameters. */
  public Registration tuned(Map<String, String> values) {
    List<TunableValue> tuned =
        tunables.stream()
            .map(
                tunable ->
                    tunable.compiled() || !values.containsKey(tunable.name())
                        ? tunable
                        : new TunableValue(tunable.name(), values.get(tunable.name()), false))
            .toList();
    return with(id, phases, image, tuned, preferredOver, origin);
  }

  private Registration with(
      int newId,
      Phases newPhases,
      ImageFacts newImage,
      List<TunableValue> newTunables,
      List<String> others,
      Origin newOrigin) {
    return new Registration(
        module,
        newId,
        version,
        type,
        description,
        newPhases,
        newImage,
        dependencies,
        newTunables,
        access,
        others,
        newOrigin);
  }
}
