package dlkm.registry;

import dlkm.declaration.ModuleType;
import dlkm.modname.ModuleName;
import java.time.Instant;
import java.util.List;
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

  /** The record of a module that isn't preferred over others. */
  public Registration(
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
      Origin origin) {
    this(
        module,
        id,
        version,
        type,
        description,
        phases,
        image,
        dependencies,
        tunables,
        access,
        List.of(),
        origin);
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

  /** This record as it is registered under an id. */
  public Registration registered(int newId, Instant when, String who) {
    return new Registration(
        module,
        newId,
        version,
        type,
        description,
        phases,
        image,
        dependencies,
        tunables,
        access,
        preferredOver,
        new Origin(origin.built(), Optional.of(when), who));
  }

  /** This record as of another build of the same image. */
  public Registration built(Instant when, String who) {
    return new Registration(
        module,
        UNREGISTERED,
        version,
        type,
        description,
        phases,
        image,
        dependencies,
        tunables,
        access,
        preferredOver,
        new Origin(when, Optional.empty(), who));
  }

  /** This record with other phases ({@code kmadmin -b}). */
  public Registration withPhases(Phases newPhases) {
    return new Registration(
        module,
        id,
        version,
        type,
        description,
        newPhases,
        image,
        dependencies,
        tunables,
        access,
        preferredOver,
        origin);
  }

  /** This record with other facts of its image. */
  public Registration withImage(ImageFacts newImage) {
    return new Registration(
        module,
        id,
        version,
        type,
        description,
        phases,
        newImage,
        dependencies,
        tunables,
        access,
        preferredOver,
        origin);
  }

  /** This record with other modules that it is preferred over. */
  public Registration withPreferredOver(List<String> others) {
    return new Registration(
        module,
        id,
        version,
        type,
        description,
        phases,
        image,
        dependencies,
        tunables,
        access,
        others,
        origin);
  }
}
