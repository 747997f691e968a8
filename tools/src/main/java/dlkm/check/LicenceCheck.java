package dlkm.check;

import java.util.Set;

/** The licence: set_license() and check_module_license_and_versions(). */
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

  static void check(Subject subject) {
    String licence = subject.info().licence().orElse("unspecified");
    if (!COMPATIBLE.contains(licence)) {
      subject.proprietary();
      subject.add(
          Finding.warns(
              Kind.LICENCE,
              "its licence is "
                  + shown(subject.info())
                  + ": symbols for the GPL only are not for it",
              subject.name() + ": module license '" + licence + "' taints kernel.",
              ""));
    }
    if (DISTRUSTED.contains(subject.name())) {
      subject.proprietary();
      subject.add(
          Finding.warns(
              Kind.LICENCE,
              "the kernel counts a module of that name as proprietary",
              subject.name() + ": module license taints kernel.",
              ""));
    }
  }

  static String shown(Modinfo info) {
    return info.licence().isPresent() ? "'" + info.licence().get() + "'" : "not given";
  }
}
