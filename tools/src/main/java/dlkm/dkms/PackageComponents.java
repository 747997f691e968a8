package dlkm.dkms;

import java.util.ArrayList;
import java.util.List;

/**
 * The component files of a package, made from its configuration: one master file for the family of
 * its modules, and a system file for each module.
 */
final class PackageComponents {

  /** The keyword's value in a master file that was made here. */
  static final String TOOL = "dkms";

  private static final String MARK = "* made by dkms from ";

  private static final String SYSTEM = "$VERSION 1\n$CONFIGURE %s\n$LOADABLE Y\n";

  private PackageComponents() {}

  /**
   * The master file.
   *
   * @param family the name that the package is installed under
   * @param others modules of the family that another kernel has and this build doesn't make
   * @param needed modules of the packages that it is built after
   */
  static String master(
      PackageVersion version,
      KernelTarget kernel,
      String family,
      DkmsConf conf,
      BuildRecipe recipe,
      List<String> others,
      List<String> needed) {
    List<String> modules = new ArrayList<>(conf.builts());
    modules.addAll(others);
    StringBuilder text = new StringBuilder(MARK + version + "\n");
    text.append("$VERSION\n1\n$$$\n$LOADABLE\n$$$\n$INTERFACE\nbase\n$$$\n$TYPE\n");
    modules.forEach(module -> text.append(module).append(" misc\n"));
    text.append("$$$\n");
    if (!needed.isEmpty()) {
      text.append("$DRIVER_DEPENDENCY\n");
      modules.forEach(module -> text.append(module + " " + String.join(" ", needed)).append('\n'));
      text.append("$$$\n");
    }
    text.append("$LINUX\nmanaged-by " + TOOL + "\n");
    if (!modules.equals(List.of(family))) {
      text.append("family ").append(family).append('\n');
    }
    text.append("version ").append(version.version()).append('\n');
    List<String> whole =
        conf.modules().stream().filter(m -> !m.strip()).map(m -> m.built()).distinct().toList();
    if (whole.size() == modules.size() && !whole.isEmpty()) {
      text.append("strip n\n");
    } else if (!whole.isEmpty()) {
      text.append("strip n");
      whole.forEach(module -> text.append(' ').append(module));
      text.append('\n');
    }
    environment(version, kernel).forEach(line -> text.append(line).append('\n'));
    recipe.lines().forEach(line -> text.append(line).append('\n'));
    return text.append("$$$\n").toString();
  }

  /** One text for all kernels, so that they share the component files. */
  private static List<String> environment(PackageVersion version, KernelTarget kernel) {
    return new KernelTarget("$DLKM_KERNEL", kernel.arch())
        .environment(version).entrySet().stream()
            .map(variable -> "environment " + variable.getKey() + "=" + variable.getValue())
            .toList();
  }

  /** Whether a master file was made here, and of that package: two may have one family's name. */
  static boolean isOf(String master, String packageName) {
    return master.startsWith(MARK + packageName + "/");
  }

  /** Whether a master file was made here, for that version of a package. */
  static boolean isOf(String master, PackageVersion version) {
    return master.startsWith(MARK + version + "\n");
  }

  /** Whether a master file was made here. */
  static boolean isMade(String master) {
    return master.startsWith(MARK);
  }

  /** The system file of a module that is built, or not. */
  static String system(boolean isBuilt) {
    return SYSTEM.replace("%s", isBuilt ? "Y" : "N");
  }

  /** The name of the family: the package's, with the letters that a module's name can have. */
  static String family(String packageName) {
    StringBuilder name = new StringBuilder(packageName);
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
      if (!letter && c != '-') {
        name.setCharAt(i, '_');
      }
    }
    return name.toString();
  }
}
