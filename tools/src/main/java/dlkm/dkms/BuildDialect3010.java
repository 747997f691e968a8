package dlkm.dkms;

import java.util.List;

/** What DKMS 3.0.10 says and does while it builds. */
sealed interface BuildDialect3010 extends Dialect permits Dialect3010 {

  @Override
  default boolean looksBeforeBuild() {
    return false;
  }

  @Override
  default boolean wantsSigningKernel() {
    return false;
  }

  @Override
  default boolean warnsUnsigned() {
    return false;
  }

  @Override
  default List<String> beforeBuild() {
    return List.of("", "Building module:", "Cleaning build area...");
  }

  @Override
  default String buildStep(String command) {
    return command;
  }

  @Override
  default List<String> afterBuild() {
    return List.of("Cleaning build area...");
  }

  @Override
  default String patchStep(String patch) {
    return "applying patch " + patch;
  }

  @Override
  default List<String> patchFailed(String patch, String shown) {
    return List.of(
        "Application of patch " + patch + " failed.", "Check " + shown + " for more information.");
  }

  @Override
  default List<String> notMade(DkmsConf.Module module, KernelTarget kernel, String shown) {
    return List.of(
        " Build of "
            + module.built()
            + ".ko failed for: "
            + kernel.release()
            + " ("
            + kernel.arch()
            + ")",
        "Make sure the name of the generated module is correct and at the root of the",
        "build directory, or consult make.log in the build directory",
        shown + " for more information.");
  }

  @Override
  default boolean looksForConf() {
    return false;
  }

  @Override
  default boolean keepsSymbols() {
    return false;
  }

  @Override
  default String beforePreparation() {
    return "${DLKM_CC:+env CC=\"${CC-$DLKM_CC}\"} ";
  }

  @Override
  default String beforeMake() {
    return "[ ! -f $DLKM_HEADERS/.kernelvariables ] || export CC=\"${CC-${DLKM_CC-gcc}}\"; ";
  }

  @Override
  default List<String> compilerVariables() {
    return List.of();
  }

  @Override
  default List<String> linkerVariables() {
    return List.of();
  }

  @Override
  default String logHead(PackageVersion version, KernelTarget kernel) {
    return "DKMS make.log for "
        + version.directory()
        + " for kernel "
        + kernel.release()
        + " ("
        + kernel.arch()
        + ")";
  }

  @Override
  default String logStep(LoggedStep step) {
    return step.output();
  }

  @Override
  default boolean logsScripts() {
    return false;
  }

  @Override
  default boolean tellsWhy() {
    return true;
  }

  @Override
  default List<String> packer(String suffix, Framework framework) {
    return switch (suffix) {
      case ".gz" -> List.of("gzip", "-9f");
      case ".xz" -> List.of("xz", "-f");
      default -> List.of("zstd", "-q", "-f", "--rm", "-T0", "-20", "--ultra");
    };
  }

  @Override
  default boolean isBuiltWithoutFiles() {
    return false;
  }
}
