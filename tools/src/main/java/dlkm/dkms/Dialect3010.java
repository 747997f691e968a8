package dlkm.dkms;

import java.util.ArrayList;
import java.util.List;

/** DKMS 3.0.10, of Debian 12. */
record Dialect3010() implements BuildDialect3010 {

  private static final List<String> ACTIONS =
      List.of(
          "add",
          "build",
          "install",
          "uninstall",
          "unbuild",
          "remove",
          "status",
          "autoinstall",
          "match",
          "mktarball",
          "ldtarball",
          "generate_mok");

  @Override
  public String version() {
    return "dkms-3.0.10";
  }

  @Override
  public List<String> actions() {
    return ACTIONS;
  }

  @Override
  public boolean wantsOneKernel(String action) {
    return action.equals("match");
  }

  @Override
  public boolean needsDistribution() {
    return false;
  }

  @Override
  public String name(PackageVersion version) {
    return version.directory();
  }

  @Override
  public String skippedName(PackageVersion version) {
    return version.name() + " " + version.version();
  }

  @Override
  public List<String> error(List<String> lines) {
    return marked(lines);
  }

  static List<String> marked(List<String> lines) {
    List<String> all = new ArrayList<>(lines);
    all.set(0, "Error! " + all.getFirst());
    return all;
  }

  @Override
  public String sentence(String text) {
    return " " + text;
  }

  @Override
  public String stepEnd(int status, String command) {
    return status == 0 ? "" : "(bad exit status: " + status + ")";
  }

  @Override
  public List<String> beforeScript() {
    return List.of("");
  }

  @Override
  public String indexed() {
    return "depmod...";
  }

  @Override
  public int modules(ConfVariables variables) {
    return List.of(
            "BUILT_MODULE_NAME",
            "BUILT_MODULE_LOCATION",
            "DEST_MODULE_NAME",
            "DEST_MODULE_LOCATION")
        .stream()
        .mapToInt(variables::count)
        .max()
        .orElse(0);
  }

  @Override
  public boolean permitsNoModules() {
    return false;
  }

  @Override
  public boolean isNamedByPackage(ConfVariables variables, int modules) {
    return variables.count("DEST_MODULE_LOCATION") == 1;
  }

  @Override
  public List<String> destinationProblems(String location, int index) {
    List<String> problems = new ArrayList<>();
    if (location.isEmpty()) {
      problems.add(
          "dkms.conf: Error! No 'DEST_MODULE_LOCATION' directive specified for record #"
              + index
              + ".");
    }
    problems.add("dkms.conf: Error! Directive 'DEST_MODULE_LOCATION' does not begin with");
    problems.add("'/kernel', '/updates', or '/extra' in record #" + index + ".");
    return problems;
  }

  @Override
  public String blamed(String file, String typed) {
    return typed;
  }

  @Override
  public boolean asksForNamesFirst() {
    return false;
  }

  @Override
  public boolean isYes(String name, String value, List<String> problems) {
    return !value.isEmpty();
  }

  @Override
  public boolean refusesEmptyKernel() {
    return false;
  }

  /** It finds the file of the first one in its place, and doesn't replace it. */
  @Override
  public boolean leavesTwinsOut() {
    return true;
  }

  @Override
  public List<String> strictProblems(List<DkmsConf.Module> modules, DkmsOutput output) {
    return List.of();
  }

  @Override
  public boolean knowsRanges() {
    return false;
  }

  @Override
  public int noHeaders() {
    return 1;
  }

  @Override
  public DkmsException excluded(String file, PackageVersion version) {
    return new DkmsException(
        77,
        "The "
            + file
            + " for module "
            + version.name()
            + " includes a BUILD_EXCLUSIVE directive which does not match this"
            + " kernel/arch/config.",
        "This indicates that it should not be built.");
  }

  @Override
  public List<String> beforeModule(String file) {
    return List.of("", file + ":", "Running module version sanity check.");
  }

  @Override
  public List<String> installing(String directory, String file, Earlier earlier) {
    List<String> lines = new ArrayList<>(List.of(" - Original module"));
    switch (earlier) {
      case NOTHING -> lines.add("   - No original module exists within this kernel");
      case OWN -> lines.add("   - This kernel never originally had a module by this name");
      case OTHERS -> {}
    }
    lines.add(" - Installation");
    lines.add("   - Installing to " + directory + "/");
    return lines;
  }

  @Override
  public boolean keepsReplaced() {
    return false;
  }

  @Override
  public boolean preparesFirst() {
    return false;
  }

  @Override
  public List<String> sameVersion(SameVersion same) {
    return List.of(
        "Module version " + same.version() + " for " + same.module() + ".ko" + same.suffix(),
        "exactly matches what is already found in kernel " + same.release() + ".",
        "DKMS will not replace this module.",
        "You may override by specifying --force.");
  }

  @Override
  public String[] several(String file, String release) {
    return new String[] {
      "Warning! Cannot do version sanity checking because multiple " + file,
      "modules were found in kernel " + release + "."
    };
  }

  @Override
  public List<String> obsolete(String since) {
    return List.of(
        "",
        "Module has been obsoleted due to being included",
        "in kernel " + since + ".  We will avoid installing",
        "for future kernels above " + since + ".",
        "You may override by specifying --force.");
  }

  @Override
  public boolean failsWithoutModules() {
    return false;
  }

  @Override
  public List<String> betweenReinstallation() {
    return List.of();
  }

  @Override
  public String uninstalling(PackageVersion version, KernelTarget kernel) {
    return "Module "
        + version.directory()
        + " for kernel "
        + kernel.release()
        + " ("
        + kernel.arch()
        + ").";
  }

  @Override
  public List<String> deleted(String directory, String file) {
    return taken(file, "   - Deleting from: " + directory + "/");
  }

  @Override
  public List<String> notFound(String directory, String file) {
    return taken(file, "   - Module was not found within " + directory + "/");
  }

  private static List<String> taken(String file, String how) {
    return List.of(
        "",
        file + ":",
        " - Uninstallation",
        how,
        " - Original module",
        "   - No original module was found for this module on this kernel.",
        "   - Use the dkms install command to reinstall any previous module version.");
  }

  @Override
  public List<String> afterRemoval() {
    return List.of();
  }

  @Override
  public String originalsRemark() {
    return "original_module exists";
  }

  @Override
  public String missingRemark() {
    return "";
  }

  @Override
  public String differentRemark() {
    return "WARNING! Diff between built and installed module!";
  }

  @Override
  public boolean remarksOnce() {
    return false;
  }

  @Override
  public boolean knowsBroken() {
    return false;
  }

  @Override
  public boolean triesExcluded() {
    return false;
  }

  @Override
  public List<String> beforeAutoinstall(PackageVersion version, KernelTarget kernel) {
    return List.of();
  }

  @Override
  public List<String> afterAutoinstall() {
    return List.of();
  }

  @Override
  public List<String> autoinstalled(String release, Autoinstall.Result result) {
    return List.of();
  }

  @Override
  public String listEnd() {
    return "";
  }
}
