package dlkm.check;

import java.util.Set;

/** The license: set_license() and check_module_license_and_versions(). */
final class LicenceCheck {

  /** linux/license.h. */
  private static final Set<String> COMPATIBLE =
      Set.of(
          "GPL",
          "GPL v2",
          "GPL and additional rights",
          "Dual BSD/GPL",
          "Dual MIT/GPL",
          "Dual MPL/GPL");

  /** Names that the kernel counts as proprietary whatever they say. */
  private static final Set<String> DISTRUSTED = Set.of("driverloader", "lve");

  private LicenceCheck() {}

  static void check(CheckedModule module) {
    String licence = module.info().licence().orElse("unspecified");
    if (!COMPATIBLE.contains(licence)) {
      module.proprietary();
      module.add(
          CheckFinding.warns(
              LoadStage.LICENCE,
              "licence " + shown(module.info()) + ": GPL-only symbols are refused",
              module.name() + ": module license '" + licence + "' taints kernel.",
              ""));
    }
    if (DISTRUSTED.contains(module.name())) {
      module.proprietary();
      module.add(
          CheckFinding.warns(
              LoadStage.LICENCE,
              "the kernel treats a module of this name as proprietary",
              module.name() + ": module license taints kernel.",
              ""));
    }
  }

  static String shown(ModinfoTags info) {
    return info.licence().isPresent() ? "'" + info.licence().get() + "'" : "not given";
  }
}
