package dlkm.dkms;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** DKMS 3.2.2, of Debian 13. */
record Dialect322() implements BuildDialect322 {

  private static final List<String> ONE_KERNEL =
      List.of("autoinstall", "match", "kernel_preinst", "kernel_postinst", "kernel_prerm");

  private static final List<String> NAMES =
      List.of(
          "BUILT_MODULE_NAME", "BUILT_MODULE_LOCATION", "DEST_MODULE_NAME", "DEST_MODULE_LOCATION");

  @Override
  public String version() {
    return "dkms-3.2.2";
  }

  @Override
  public List<String> actions() {
    List<String> actions = new ArrayList<>(new Dialect3010().actions());
    actions.addAll(List.of("kernel_preinst", "kernel_postinst", "kernel_prerm"));
    return List.copyOf(actions);
  }

  @Override
  public boolean wantsOneKernel(String action) {
    return ONE_KERNEL.contains(action);
  }

  @Override
  public boolean needsDistribution() {
    return true;
  }

  @Override
  public String name(PackageVersion version) {
    return version.toString();
  }

  @Override
  public String skippedName(PackageVersion version) {
    return version.toString();
  }

  @Override
  public List<String> error(List<String> lines) {
    List<String> all = new ArrayList<>(List.of(""));
    all.addAll(Dialect3010.marked(lines));
    return all;
  }

  @Override
  public String sentence(String text) {
    return text;
  }

  @Override
  public String stepEnd(int status, String command) {
    return status == 0
        ? " done."
        : "(bad exit status: " + status + ")\nFailed command:\n" + command;
  }

  @Override
  public List<String> beforeScript() {
    return List.of();
  }

  @Override
  public String indexed() {
    return "Running depmod... done.";
  }

  @Override
  public int modules(ConfVariables variables) {
    return NAMES.stream()
        .map(variables::array)
        .filter(array -> !array.isEmpty())
        .mapToInt(array -> array.lastKey() + 1)
        .max()
        .orElse(0);
  }

  @Override
  public boolean permitsNoModules() {
    return true;
  }

  @Override
  public boolean isNamedByPackage(ConfVariables variables, int modules) {
    return modules == 1;
  }

  @Override
  public List<String> destinationProblems(String location, int index) {
    List<String> problems = new Dialect3010().destinationProblems(location, index);
    return location.isEmpty() ? problems.subList(0, 1) : problems;
  }

  @Override
  public String blamed(String file, String typed) {
    return file;
  }

  @Override
  public boolean asksForNamesFirst() {
    return true;
  }

  @Override
  public boolean isYes(String name, String value, List<String> problems) {
    boolean yes = value.equalsIgnoreCase("yes");
    if (!yes && !value.isEmpty() && !value.equalsIgnoreCase("no")) {
      problems.add("dkms.conf: Error! Unsupported " + name + " value '" + value + "'");
    }
    return yes;
  }

  @Override
  public boolean refusesEmptyKernel() {
    return true;
  }

  @Override
  public boolean leavesTwinsOut() {
    return false;
  }

  @Override
  public List<String> strictProblems(List<DkmsConf.Module> modules, DkmsOutput output) {
    if (modules.isEmpty()) {
      output.err().say("dkms.conf: Warning! Zero modules specified.");
    }
    List<String> problems = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (int i = 0; i < modules.size(); i++) {
      DkmsConf.Module module = modules.get(i);
      twice(module.location() + module.built(), "BUILT_MODULE_NAME", i, names, problems);
    }
    names.clear();
    for (int i = 0; i < modules.size(); i++) {
      twice(modules.get(i).dest(), "DEST_MODULE_NAME", i, names, problems);
    }
    return problems;
  }

  private static void twice(
      String name, String variable, int index, Set<String> names, List<String> problems) {
    if (!names.add(name)) {
      problems.add(
          "dkms.conf: Error! Duplicate module '"
              + name
              + "' in '"
              + variable
              + "["
              + index
              + "]'.");
    }
  }

  @Override
  public boolean knowsRanges() {
    return true;
  }

  @Override
  public int noHeaders() {
    return 21;
  }

  @Override
  public DkmsException excluded(String file, PackageVersion version) {
    return DkmsException.warning(
        77,
        "The " + file,
        "for module " + version + " includes a BUILD_EXCLUSIVE directive",
        "which does not match this kernel/arch/config.",
        "This indicates that it should not be built.");
  }

  @Override
  public List<String> beforeModule(String file) {
    return List.of();
  }

  @Override
  public List<String> installing(String directory, String file, Earlier earlier) {
    return List.of("Installing " + directory + "/" + file);
  }

  @Override
  public boolean keepsReplaced() {
    return true;
  }

  @Override
  public boolean preparesFirst() {
    return true;
  }

  @Override
  public List<String> sameVersion(SameVersion same) {
    if (!same.same()) {
      return List.of();
    }
    String how =
        same.version().isEmpty() ? " (unversioned module)" : " at version " + same.version();
    return List.of(
        "Module "
            + same.present()
            + " already installed"
            + how
            + ", override by specifying --force");
  }

  @Override
  public String[] several(String file, String release) {
    return new String[] {
      "Cannot do version sanity checking because multiple "
          + file
          + " modules were found in kernel "
          + release
          + "."
    };
  }

  @Override
  public List<String> obsolete(String since) {
    return List.of(
        "",
        "Module has been obsoleted due to being included in kernel " + since + ".",
        "We will avoid installing for future kernels above " + since + ".",
        "You may override by specifying --force.");
  }

  @Override
  public boolean failsWithoutModules() {
    return true;
  }

  @Override
  public List<String> betweenReinstallation() {
    return List.of("");
  }

  @Override
  public String uninstalling(PackageVersion version, KernelTarget kernel) {
    return "Module " + version + " for kernel " + kernel.release() + " (" + kernel.arch() + "):";
  }

  @Override
  public List<String> deleted(String directory, String file) {
    return List.of("Deleting " + directory + "/" + file);
  }

  @Override
  public List<String> notFound(String directory, String file) {
    return List.of("Module " + file + " was not found within " + directory + "/");
  }

  @Override
  public List<String> afterRemoval() {
    return List.of("");
  }

  @Override
  public String originalsRemark() {
    return "Original modules exist";
  }

  @Override
  public String missingRemark() {
    return "Built modules are missing in the kernel modules folder";
  }

  @Override
  public String differentRemark() {
    return "Differences between built and installed modules";
  }

  @Override
  public boolean remarksOnce() {
    return true;
  }

  @Override
  public boolean knowsBroken() {
    return true;
  }

  @Override
  public boolean triesExcluded() {
    return true;
  }

  @Override
  public List<String> beforeAutoinstall(PackageVersion version, KernelTarget kernel) {
    return List.of(
        "Autoinstall of module "
            + version
            + " for kernel "
            + kernel.release()
            + " ("
            + kernel.arch()
            + ")");
  }

  @Override
  public List<String> afterAutoinstall() {
    return List.of("");
  }

  @Override
  public List<String> autoinstalled(String release, Autoinstall.Result result) {
    List<String> lines = new ArrayList<>();
    String at = "Autoinstall on " + release + " ";
    tell(at + "succeeded for module(s) ", result.installed(), lines);
    tell(at + "was skipped for module(s) ", result.skipped(), lines);
    tell(at + "failed for module(s) ", result.failed(), lines);
    return lines;
  }

  private static void tell(String what, List<String> names, List<String> lines) {
    if (!names.isEmpty()) {
      lines.add(what + String.join(" ", names) + ".");
    }
  }

  @Override
  public String listEnd() {
    return ".";
  }
}
