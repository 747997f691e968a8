package dlkm.dkms;

import java.util.List;

/**
 * What differs between the versions of DKMS that scripts were written for: their words, their exit
 * statuses, and the few things that one of them does and another doesn't. Nothing else asks which
 * version it is.
 */
public sealed interface Dialect permits BuildDialect3010, BuildDialect322 {

  /** As {@code --version} prints it. */
  String version();

  /** The actions of the command line. */
  List<String> actions();

  /** Whether an action that changes one kernel is done for the kernel of its command line alone. */
  boolean wantsOneKernel(String action);

  /** Whether it works on a machine alone that tells its distribution. */
  boolean needsDistribution();

  /** A package's version in a sentence. */
  String name(PackageVersion version);

  /** The same where a step is left out. */
  String skippedName(PackageVersion version);

  /** The lines of a failure. */
  List<String> error(List<String> lines);

  /** The first line of a failure that is one of the command line or of a built file. */
  String sentence(String text);

  /** What a finished step's line ends with. */
  String stepEnd(int status, String command);

  /** Lines before one that tells of a program of the package's own. */
  List<String> beforeScript();

  /** The line after a step that made the index of modules. */
  String indexed();

  /** Whether an empty kernel or architecture in the command line is refused, not this machine's. */
  boolean refusesEmptyKernel();

  // --- configurations
  // -----------------------------------------------------------------------------

  /** How many modules a configuration describes. */
  int modules(ConfVariables variables);

  /** Whether a package may have no module. */
  boolean permitsNoModules();

  /** Whether a module without a name has the package's. */
  boolean isNamedByPackage(ConfVariables variables, int modules);

  /** Whether the second of two records of one module doesn't matter. */
  boolean leavesTwinsOut();

  /** What is wrong with the place of a module in a configuration, apart from other records. */
  List<String> destinationProblems(String location, int index);

  /** The file that a wrong configuration is blamed on. */
  String blamed(String file, String typed);

  /** Whether names and versions are looked at before the modules. */
  boolean asksForNamesFirst();

  /** Whether a word of yes or no is one that counts, with the problem if it isn't. */
  boolean isYes(String name, String value, List<String> problems);

  /** What keeps a package from being built, though not from being removed. */
  List<String> strictProblems(List<DkmsConf.Module> modules, DkmsOutput output);

  /** Whether the range of kernels counts ({@code BUILD_EXCLUSIVE_KERNEL_MIN} and {@code _MAX}). */
  boolean knowsRanges();

  // --- builds
  // ---------------------------------------------------------------------------------------

  /** The status for a kernel without headers. */
  int noHeaders();

  /** The lines about a package that isn't for the kernel, and whether they are a warning. */
  DkmsException excluded(String file, PackageVersion version);

  /** Whether it looks for needed packages, and tells how it will sign, before it builds. */
  boolean looksBeforeBuild();

  /** Whether nothing is signed for a kernel that can't check it. */
  boolean wantsSigningKernel();

  /** Whether it tells in its own words that a module couldn't be signed. */
  boolean warnsUnsigned();

  /** Lines before the build. */
  List<String> beforeBuild();

  /** What stands for the build's command in the line about it. */
  String buildStep(String command);

  /** Lines after it. */
  List<String> afterBuild();

  /** What is told of a patch. */
  String patchStep(String patch);

  /** The lines after a patch that can't be applied. */
  List<String> patchFailed(String patch, String shown);

  /** The lines about a module that the build didn't make. */
  List<String> notMade(DkmsConf.Module module, KernelTarget kernel, String shown);

  /** Whether a file without a configuration in it is no archive, whatever else it is. */
  boolean looksForConf();

  /** Whether what the modules export is kept with them. */
  boolean keepsSymbols();

  /** What gives the program before a build the kernel's compiler, where no other one has it. */
  String beforePreparation();

  /** What the shell of a package's own build command does first. */
  String beforeMake();

  /** The variables of all of a package's programs for the kernel's compiler. */
  List<String> compilerVariables();

  /** Those for its linker, where it isn't the usual one. */
  List<String> linkerVariables();

  /** The first line of a build's log. */
  String logHead(PackageVersion version, KernelTarget kernel);

  /** A step in a build's log; empty where it isn't logged. */
  String logStep(LoggedStep step);

  /** Whether what the package's own programs say during a build goes to the log. */
  boolean logsScripts();

  /** Whether the first thing that went wrong is told besides the place of the log. */
  boolean tellsWhy();

  /** The command that packs a module with that ending, without the file. */
  List<String> packer(String suffix, Framework framework);

  /** Whether something counts as built when its directory is there, whatever is missing in it. */
  boolean isBuiltWithoutFiles();

  // --- installation
  // -----------------------------------------------------------------------------------

  /** Lines before the look at one module. */
  List<String> beforeModule(String file);

  /** Lines about its installation. */
  List<String> installing(String directory, String file, Earlier earlier);

  /** Whether a module of another package is kept, and comes back. */
  boolean keepsReplaced();

  /** Whether the package's own program comes before the look at its modules. */
  boolean preparesFirst();

  /** Lines where the kernel has the same module; empty where that is no reason. */
  List<String> sameVersion(SameVersion same);

  /** The lines where the kernel has several modules of a name. */
  String[] several(String file, String release);

  /** The lines about a module that the kernel has for good. */
  List<String> obsolete(String since);

  /** Whether an installation of which nothing is left is a failure. */
  boolean failsWithoutModules();

  /** The line between the two parts of an installation that is done again. */
  List<String> betweenReinstallation();

  // --- removal
  // ------------------------------------------------------------------------------------------

  /** The line that begins it. */
  String uninstalling(PackageVersion version, KernelTarget kernel);

  /** Lines about a module that is taken out. */
  List<String> deleted(String directory, String file);

  /** Lines about one that wasn't there. */
  List<String> notFound(String directory, String file);

  /** Lines after the removal from one kernel. */
  List<String> afterRemoval();

  // --- status and autoinstall
  // -----------------------------------------------------------------------------

  /** That the package's directory has modules of the kernel's own. */
  String originalsRemark();

  /** That a built module is missing; empty where that is told in no way. */
  String missingRemark();

  /** That a module isn't the one that was built. */
  String differentRemark();

  /** Whether one remark of a kind is enough. */
  boolean remarksOnce();

  /** Whether packages without sources are shown. */
  boolean knowsBroken();

  /** Whether {@code autoinstall} tries, and tells of, packages that are not for the kernel. */
  boolean triesExcluded();

  /** The line before a package in {@code autoinstall}. */
  List<String> beforeAutoinstall(PackageVersion version, KernelTarget kernel);

  /** The lines after it. */
  List<String> afterAutoinstall();

  /** The lines at the end of {@code autoinstall}. */
  List<String> autoinstalled(String release, Autoinstall.Result result);

  /** What ends the line about packages that wait for others. */
  String listEnd();

  /** What the kernel had of a module's name before. */
  enum Earlier {
    NOTHING,
    /** A module of the kernel's own, or of another package. */
    OTHERS,
    /** One of the same package. */
    OWN
  }

  /** What was run, and how it went. */
  record LoggedStep(String what, String command, String output, int status, String took) {

    /** As the log of a build has it since DKMS 3.2. */
    String text() {
      return "\n"
          + what
          + "\n# command: "
          + command
          + "\n"
          + output
          + "\n# exit code: "
          + status
          + "\n# elapsed time: "
          + took
          + "\n"
          + "-".repeat(64)
          + "\n";
    }
  }

  /** The same version twice. */
  record SameVersion(
      String version, String module, String suffix, String release, String present, boolean same) {}
}
