package dlkm.dkms;

import dlkm.host.Caller;
import dlkm.host.Host;
import dlkm.installedkernel.InstalledKernel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One command: who called it, what is asked for, where the tree is.
 *
 * @param reader of configurations, which remembers what it has read
 * @param preparation of builds, which remembers what it has told
 */
record DkmsSession(
    Caller caller,
    DkmsRequest request,
    PackageTree tree,
    DkmsOutput output,
    ConfReader reader,
    BuildPreparation preparation) {

  static DkmsSession of(
      Caller caller,
      DkmsRequest request,
      Framework framework,
      PackageTree tree,
      DkmsOutput output) {
    ConfReader reader = new ConfReader(tree, request, output, new Frameworks(framework));
    return new DkmsSession(caller, request, tree, output, reader, new BuildPreparation());
  }

  Host host() {
    return tree.host();
  }

  /** The same with another request. */
  DkmsSession with(DkmsRequest other) {
    return new DkmsSession(caller, other, tree, output, reader.with(other), preparation);
  }

  /** The same for another package. */
  DkmsSession of(PackageVersion version) {
    return with(request.of(version));
  }

  /** The same without a word about its steps. */
  DkmsSession silent() {
    DkmsOutput silence = new DkmsOutput(_ -> {}, output.err(), output.dialect());
    return new DkmsSession(caller, request, tree, silence, reader, preparation);
  }

  /** A program of the package's own failed in a build, and the log says how. */
  DkmsException consult(int status, String build) {
    output.say("Consult " + build + "/make.log for more information.");
    return DkmsException.told(status);
  }

  /** A build that made no modules. */
  static DkmsException badBuild(KernelTarget kernel, String build) {
    return new DkmsException(
        10,
        "Bad return status for module build on kernel: "
            + kernel.release()
            + " ("
            + kernel.arch()
            + ")",
        "Consult " + build + "/make.log for more information.");
  }

  /** The settings of all packages. */
  Framework framework(KernelTarget kernel) {
    return reader.framework(kernel);
  }

  PackageScript script() {
    return new PackageScript(tree, output, Map.of());
  }

  /** The same for the steps of a build and of an installation, which know what they are for. */
  PackageScript script(PackageVersion version, KernelTarget kernel) {
    return new PackageScript(tree, output, kernel.environment(version));
  }

  /** The same for a build, which has the compiler's and the administrator's variables too. */
  PackageScript buildScript(PackageVersion version, KernelTarget kernel) {
    Map<String, String> variables = new HashMap<>(preparation.programs(this, kernel));
    variables.putAll(kernel.environment(version));
    return new PackageScript(tree, output, variables);
  }

  /** The kernel, which need not be installed. */
  InstalledKernel kernel(KernelTarget target) {
    return new InstalledKernel(host(), target.release());
  }

  /**
   * The package that the command line names.
   *
   * @param action for the error
   * @throws DkmsException when it doesn't (1)
   */
  PackageVersion named(String action) {
    if (request.name().isEmpty() || request.version().isEmpty()) {
      throw new DkmsException(
          1,
          "Arguments <module> and <module-version> are not specified.",
          "Usage: " + action + " <module>/<module-version> or",
          "       " + action + " -m <module>/<module-version> or",
          "       " + action + " -m <module> -v <module-version>");
    }
    return new PackageVersion(request.name(), request.version());
  }

  /**
   * The same, which has to be added.
   *
   * @throws DkmsException when it isn't (3)
   */
  PackageVersion added(String action) {
    PackageVersion version = named(action);
    requireWhole(version);
    if (!tree.isAdded(version)) {
      throw new DkmsException(
          3,
          "The module/version combo: "
              + output.dialect().name(version)
              + " is not located in the DKMS tree.");
    }
    return version;
  }

  /**
   * Refuses a package without sources, where the version of DKMS does.
   *
   * @throws DkmsException for one (4)
   */
  void requireWhole(PackageVersion version) {
    if (output.dialect().knowsBroken() && tree.isBroken(version)) {
      throw new DkmsException(
          4,
          version + " is broken!",
          "Missing the source directory or the symbolic link pointing to it.",
          "Manual intervention is required!");
    }
  }

  /** The kernels of the command line: those named, all built ones, or the running one. */
  List<KernelTarget> kernels() {
    if (request.all()) {
      return request.name().isEmpty() || request.version().isEmpty()
          ? List.of()
          : tree.kernels(new PackageVersion(request.name(), request.version()), "", "");
    }
    List<String> releases =
        request.kernels().isEmpty() ? List.of(runningRelease()) : request.kernels();
    List<KernelTarget> kernels = new ArrayList<>();
    for (int i = 0; i < releases.size(); i++) {
      kernels.add(new KernelTarget(releases.get(i), arch(i)));
    }
    return kernels;
  }

  private String arch(int index) {
    List<String> archs = request.archs();
    return archs.isEmpty() ? machine() : archs.get(Math.min(index, archs.size() - 1));
  }

  /** The release of the kernel that runs this process, below another root too, as DKMS has it. */
  static String runningRelease() {
    return System.getProperty("os.version");
  }

  /** The architecture of this machine, as the kernel names it. */
  static String machine() {
    String arch = System.getProperty("os.arch");
    return arch.equals("amd64") ? "x86_64" : arch;
  }

  /** The files that a build makes, by our record of it or else by the configuration. */
  List<String> dests(PackageVersion version, KernelTarget kernel) {
    return tree.modules(version, kernel).orElseGet(() -> reader.read(version, kernel).dests());
  }

  /** Whether every module of the package is built for the kernel. */
  boolean isBuilt(PackageVersion version, KernelTarget kernel) {
    return tree.isAdded(version)
        && tree.kernels(version, kernel.release(), kernel.arch()).contains(kernel)
        && (output.dialect().isBuiltWithoutFiles()
            || dests(version, kernel).stream()
                .allMatch(dest -> BuiltFiles.find(tree, version, kernel, dest).isPresent()));
  }

  /** Whether it is built and the active version. */
  boolean isInstalled(PackageVersion version, KernelTarget kernel) {
    return isBuilt(version, kernel) && tree.isActive(version, kernel);
  }
}
