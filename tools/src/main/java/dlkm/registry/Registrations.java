package dlkm.registry;

import dlkm.conf.ModuleType;
import dlkm.image.ModuleImage;
import dlkm.kbuild.BuiltModule;
import dlkm.kbuild.WrapperSource;
import dlkm.plan.ModulePlan;
import dlkm.plan.PlannedTunable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Makes the registration record of a module that was just built (step 6 of spec §4.4.2). */
public final class Registrations {

  private Registrations() {}

  /**
   * The record for the build area; it gets its id when it is registered.
   *
   * @param sha256 of the image as it will be loaded, signature included
   */
  public static Registration of(
      BuiltModule built, ModuleImage image, String sha256, String kis, Instant when, String who) {
    ModulePlan plan = built.plan();
    var master = plan.master();
    return new Registration(
        plan.name(),
        Registration.UNREGISTERED,
        version(built, image),
        master.type(),
        description(plan),
        phases(plan),
        new ImageFacts(sha256, image.buildId(), image.srcversion(), kis, built.wrapped()),
        dependencies(plan),
        tunables(built),
        access(built),
        new Origin(when, Optional.empty(), who));
  }

  /** What the master file says, else what the image says. */
  private static String version(BuiltModule built, ModuleImage image) {
    var facts = built.plan().master().linux();
    if (facts.moduleVersion().isPresent()) {
      return built.plan().master().moduleVersion();
    }
    return image
        .version()
        .map(version -> version.replace('\n', ' ').strip())
        .filter(version -> !version.isEmpty())
        .orElse(built.plan().master().moduleVersion());
  }

  private static String description(ModulePlan plan) {
    return plan.master().linux().description().orElse(plan.name());
  }

  private static Phases phases(ModulePlan plan) {
    return new Phases(
        plan.master().loadable().orElseThrow().phases(),
        plan.system().plannedPhase(),
        plan.system().plannedPhase());
  }

  private static List<String> dependencies(ModulePlan plan) {
    List<String> dependencies = new ArrayList<>(plan.ours());
    dependencies.addAll(plan.kernels());
    return dependencies;
  }

  private static List<TunableValue> tunables(BuiltModule built) {
    List<TunableValue> values = new ArrayList<>();
    for (PlannedTunable tunable : built.plan().tunables()) {
      values.add(new TunableValue(tunable.name(), tunable.value(), built.wrapped()));
    }
    return values;
  }

  private static Access access(BuiltModule built) {
    ModulePlan plan = built.plan();
    var install = plan.master().driverInstall();
    return new Access(
        install.map(i -> i.blockMajor()).orElse(-1),
        install.map(i -> i.charMajor()).orElse(-1),
        lineDiscipline(built));
  }

  private static OptionalInt lineDiscipline(BuiltModule built) {
    OptionalInt declared = built.plan().master().linux().lineDiscipline();
    boolean pushed = built.plan().master().type() == ModuleType.STREAMS_MOD && built.wrapped();
    return pushed
        ? OptionalInt.of(declared.orElse(WrapperSource.DEFAULT_LINE_DISCIPLINE))
        : declared;
  }
}
