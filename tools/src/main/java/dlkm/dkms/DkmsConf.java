package dlkm.dkms;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a package's configuration says for one kernel.
 *
 * @param name {@code PACKAGE_NAME}
 * @param version {@code PACKAGE_VERSION}
 * @param modules that it makes, in their order
 * @param make the command that builds them; empty for the kernel's build system
 * @param patches to apply before, files below {@code patches}
 * @param scripts programs of the package
 * @param needs packages that have to be installed before this one
 * @param rebuilt whether it is built again when one of those changes its version
 * @param automatic whether {@code autoinstall} builds it
 * @param excluded whether its own conditions say that it isn't for this kernel
 * @param obsoleteBy the first kernel that has the modules itself; empty for none
 * @param deprecated the variables in it that have no effect since long
 */
record DkmsConf(
    String name,
    String version,
    List<Module> modules,
    String make,
    List<String> patches,
    Scripts scripts,
    List<String> needs,
    boolean rebuilt,
    boolean automatic,
    boolean excluded,
    String obsoleteBy,
    List<String> deprecated) {

  /** The variables of a configuration that are read. */
  static final List<String> VARIABLES =
      List.of(
          "CLEAN",
          "PACKAGE_NAME",
          "PACKAGE_VERSION",
          "POST_ADD",
          "POST_BUILD",
          "POST_INSTALL",
          "POST_REMOVE",
          "PRE_BUILD",
          "PRE_INSTALL",
          "BUILD_DEPENDS",
          "BUILD_DEPENDS_REBUILD",
          "BUILD_EXCLUSIVE_KERNEL",
          "BUILD_EXCLUSIVE_KERNEL_MIN",
          "BUILD_EXCLUSIVE_KERNEL_MAX",
          "BUILD_EXCLUSIVE_ARCH",
          "BUILD_EXCLUSIVE_CONFIG",
          "OBSOLETE_BY",
          "MAKE",
          "MAKE_MATCH",
          "PATCH",
          "PATCH_MATCH",
          "BUILT_MODULE_NAME",
          "BUILT_MODULE_LOCATION",
          "DEST_MODULE_NAME",
          "DEST_MODULE_LOCATION",
          "STRIP",
          "AUTOINSTALL",
          "NO_WEAK_MODULES",
          "REMAKE_INITRD",
          "MODULES_CONF",
          "MODULES_CONF_OBSOLETES",
          "MODULES_CONF_ALIAS_TYPE",
          "MODULES_CONF_OBSOLETE_ONLY");

  /** Of a module, without its ending: what is no word for the shell, and no line of the index. */
  private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_+,.-]*");

  private static final List<String> DESTINATIONS = List.of("/kernel", "/updates", "/extra");

  /** Those without effect since long, which are told. */
  static final List<String> DEPRECATED =
      List.of(
          "REMAKE_INITRD",
          "MODULES_CONF",
          "MODULES_CONF_OBSOLETES",
          "MODULES_CONF_ALIAS_TYPE",
          "MODULES_CONF_OBSOLETE_ONLY");

  /**
   * A module.
   *
   * @param index of its variables
   * @param built its name as it is built
   * @param location the directory in the tree where it is made; empty or ended by a slash
   * @param dest the name of its installed file
   */
  record Module(int index, String built, String location, String dest, boolean strip) {

    /** The same, made at the top of the tree and not stripped. */
    Module unstripped() {
      return new Module(index, built, "", dest, false);
    }

    /** Whether it is the same file of the same module. */
    private boolean isTwinOf(Module other) {
      return !built.isEmpty() && other.built.equals(built) && other.dest.equals(dest);
    }
  }

  /** Programs of the package, with their arguments; empty where there is none. */
  record Scripts(
      String postAdd,
      String preBuild,
      String postBuild,
      String preInstall,
      String postInstall,
      String postRemove) {}

  /** The same with other modules. */
  DkmsConf with(List<Module> others) {
    return new DkmsConf(
        name,
        version,
        others,
        make,
        patches,
        scripts,
        needs,
        rebuilt,
        automatic,
        excluded,
        obsoleteBy,
        deprecated);
  }

  /** The names of the installed files. */
  List<String> dests() {
    return modules.stream().map(Module::dest).toList();
  }

  /** The names as they are built; one may be installed as several files. */
  List<String> builts() {
    return modules.stream().map(Module::built).distinct().toList();
  }

  /**
   * The modules that the variables describe.
   *
   * @param problems gets what is wrong with them, in DKMS's words
   */
  static List<Module> modules(ConfVariables variables, Dialect dialect, List<String> problems) {
    int size = dialect.modules(variables);
    List<Module> modules = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      Module module =
          module(variables, i, dialect.isNamedByPackage(variables, size), dialect, problems);
      if (!dialect.leavesTwinsOut() || modules.stream().noneMatch(module::isTwinOf)) {
        modules.add(module);
      }
    }
    if (size == 0 && !dialect.permitsNoModules()) {
      problems.add("dkms.conf: Error! No 'DEST_MODULE_LOCATION' directive specified.");
    }
    return modules;
  }

  private static Module module(
      ConfVariables variables, int i, boolean named, Dialect dialect, List<String> problems) {
    String built = variables.get("BUILT_MODULE_NAME", i);
    if (built.isEmpty() && named) {
      built = variables.get("PACKAGE_NAME");
    }
    String dest = variables.get("DEST_MODULE_NAME", i);
    String location = variables.get("BUILT_MODULE_LOCATION", i);
    location = location.isEmpty() || location.endsWith("/") ? location : location + "/";
    if (dest.isEmpty()) {
      dest = built;
    } else if (isBelow(built)) {
      int slash = built.lastIndexOf('/');
      location += built.substring(0, slash + 1);
      built = built.substring(slash + 1);
    }
    if (built.isEmpty()) {
      problems.add(
          "dkms.conf: Error! No 'BUILT_MODULE_NAME' directive specified for record #" + i + ".");
    }
    suffix("BUILT_MODULE_NAME", built, i, problems);
    suffix("DEST_MODULE_NAME", dest, i, problems);
    String destination = variables.get("DEST_MODULE_LOCATION", i);
    if (DESTINATIONS.stream().noneMatch(destination::startsWith)) {
      problems.addAll(dialect.destinationProblems(destination, i));
    }
    return new Module(i, built, location, dest, strip(variables, i));
  }

  /** Whether it is a path of a file in a folder of the tree. */
  private static boolean isBelow(String built) {
    return built.indexOf('/') > 0 && !("/" + built + "/").contains("/../");
  }

  private static void suffix(String variable, String name, int i, List<String> problems) {
    if (name.endsWith(".o") || name.endsWith(".ko")) {
      problems.add(
          "dkms.conf: Error! '"
              + variable
              + "' directive ends in '.o' or '.ko' in record #"
              + i
              + ".");
    } else if (!name.isEmpty() && !FILE_NAME.matcher(name).matches()) {
      problems.add(
          "dkms.conf: Error! '" + variable + "' directive is no file name in record #" + i + ".");
    }
  }

  private static boolean strip(ConfVariables variables, int i) {
    String own = variables.get("STRIP", i);
    String text = own.isEmpty() ? variables.get("STRIP") : own;
    return !text.startsWith("n") && !text.startsWith("N");
  }
}
