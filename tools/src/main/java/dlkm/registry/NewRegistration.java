package dlkm.registry;

import dlkm.declaration.LinuxSection;
import dlkm.declaration.Loadable;
import dlkm.declaration.MasterFile;
import dlkm.declaration.ModuleType;
import dlkm.declaration.PlannedTunable;
import dlkm.declaration.SystemFile;
import dlkm.plan.ModulePlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Makes the registration record of a module that was just built (step 6 of spec §4.4.2). With its
 * registration its configured phase is the planned one of the build (step 3 of spec §6.2).
 */
public final class NewRegistration {

  private NewRegistration() {}

  /**
   * The record for the build area; it gets its id when it is registered.
   *
   * @param image the facts of the image as it will be loaded, signature included
   * @param imageVersion the version that the image gives
   * @param origin of the build
   */
  public static Registration of(
      ModulePlan plan, ImageFacts image, Optional<String> imageVersion, Origin origin) {
    MasterFile master = plan.master();
    return new Registration(
        plan.name(),
        Registration.UNREGISTERED,
        version(master, imageVersion),
        master.type(),
        description(master),
        phases(master, plan.system()),
        image,
        dependencies(plan),
        tunables(plan, image.wrapped()),
        access(master, image.wrapped()),
        List.of(),
        origin);
  }

  /** The version in the master file, else the version in the image. */
  private static String version(MasterFile master, Optional<String> imageVersion) {
    if (master.linux().moduleVersion().isPresent()) {
      return master.moduleVersion();
    }
    return imageVersion
        .map(OneLine::of)
        .filter(version -> !version.isEmpty())
        .orElse(master.moduleVersion());
  }

  /** The text that a record has of what a master file says. */
  public static String description(MasterFile master) {
    return OneLine.of(master.linux().description().orElse(master.module()));
  }

  /** The phases of a module that is used. */
  public static Phases phases(MasterFile master, SystemFile system) {
    return new Phases(
        master.loadable().map(Loadable::phases).orElse(Set.of()),
        system.plannedPhase(),
        system.plannedPhase());
  }

  private static List<String> dependencies(ModulePlan plan) {
    List<String> dependencies = new ArrayList<>(plan.ours());
    dependencies.addAll(plan.kernels());
    return dependencies;
  }

  private static List<TunableValue> tunables(ModulePlan plan, boolean wrapped) {
    List<TunableValue> values = new ArrayList<>();
    for (PlannedTunable tunable : plan.tunables()) {
      values.add(new TunableValue(tunable.name(), tunable.value().text(), wrapped));
    }
    return values;
  }

  /** The numbers that a master file reserves. */
  public static AccessNumbers access(MasterFile master, boolean wrapped) {
    var install = master.driverInstall();
    return new AccessNumbers(
        install.map(i -> i.blockMajor()).orElse(-1),
        install.map(i -> i.charMajor()).orElse(-1),
        lineDiscipline(master, wrapped));
  }

  private static OptionalInt lineDiscipline(MasterFile master, boolean wrapped) {
    OptionalInt declared = master.linux().lineDiscipline();
    return master.type() == ModuleType.STREAMS_MOD && wrapped
        ? OptionalInt.of(declared.orElse(LinuxSection.DEFAULT_LINE_DISCIPLINE))
        : declared;
  }
}
