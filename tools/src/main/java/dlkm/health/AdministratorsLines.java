package dlkm.health;

import dlkm.check.ModprobeFiles.Line;
import dlkm.modname.ModuleName;
import dlkm.registry.Registration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Lines of modprobe's configuration that aren't ours and keep a registered module from being
 * loaded.
 *
 * @param lines of all files but ours
 */
record AdministratorsLines(List<Line> lines, String release, Findings findings) {

  /** How a command of an install line loads the module all the same: modprobe(8), insmod(8). */
  private static final Pattern LOADS_IT =
      Pattern.compile("(?:^|\\s)(?:-\\w*i\\w*|--ignore-install)(?:\\s|$)|\\binsmod\\s");

  void examine(List<Registration> registered) {
    for (Line line : lines) {
      for (Registration registration : registered) {
        if (registration.phases().used()
            && ModuleName.kernelForm(line.word(1)).equals(registration.kernelName())) {
          examine(line, registration);
        }
      }
    }
  }

  private void examine(Line line, Registration registration) {
    switch (line.word(0)) {
      case "blacklist" -> add(line, registration, " is blacklisted: no device loads it");
      case "install" -> {
        if (replacesLoading(line, registration)) {
          add(line, registration, " is not loaded: modprobe runs '" + line.word(2) + "' instead");
        }
      }
      case "alias" -> {
        if (!ModuleName.kernelForm(line.word(2)).equals(registration.kernelName())) {
          add(line, registration, " is not loaded: its name leads to '" + line.word(2) + "'");
        }
      }
      default -> {
        // Says nothing of whether a module is loaded.
      }
    }
  }

  /** A command may load the module itself; kmod runs none of a module with soft dependencies. */
  private static boolean replacesLoading(Line line, Registration registration) {
    return !LOADS_IT.matcher(line.word(2)).find()
        && registration.dependencies().isEmpty()
        && registration.image().softDependencies().before().isEmpty()
        && registration.image().softDependencies().after().isEmpty();
  }

  private void add(Line line, Registration registration, String what) {
    findings.add(
        line.word(0),
        release,
        line.where().toString(),
        registration.module() + what,
        "delete that line, or plan the module unused: 'kmsystem -c n "
            + registration.module()
            + "'");
  }
}
