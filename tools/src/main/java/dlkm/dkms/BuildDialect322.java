package dlkm.dkms;

import java.util.ArrayList;
import java.util.List;

/** What DKMS 3.2.2 says and does while it builds. */
sealed interface BuildDialect322 extends Dialect permits Dialect322 {

  @Override
  default boolean looksBeforeBuild() {
    return true;
  }

  @Override
  default boolean wantsSigningKernel() {
    return true;
  }

  @Override
  default boolean warnsUnsigned() {
    return true;
  }

  @Override
  default List<String> beforeBuild() {
    return List.of();
  }

  @Override
  default String buildStep(String command) {
    return "Building module(s)";
  }

  @Override
  default List<String> afterBuild() {
    return List.of();
  }

  @Override
  default String patchStep(String patch) {
    return "Applying patch " + patch;
  }

  @Override
  default List<String> patchFailed(String patch, String shown) {
    return List.of(
        "Application of patch " + patch + " failed.",
        "Consult " + shown + "/make.log for more information.");
  }

  @Override
  default List<String> notMade(DkmsConf.Module module, KernelTarget kernel, String shown) {
    return List.of(
        "Build of "
            + module.location()
            + module.built()
            + ".ko failed for: "
            + kernel.release()
            + " ("
            + kernel.arch()
            + ")",
        "Make sure the name and location of the generated module are correct,",
        "or consult " + shown + "/make.log for more information.");
  }

  @Override
  default boolean looksForConf() {
    return true;
  }

  @Override
  default boolean keepsSymbols() {
    return true;
  }

  @Override
  default String beforePreparation() {
    return "";
  }

  @Override
  default String beforeMake() {
    return "";
  }

  @Override
  default List<String> compilerVariables() {
    return List.of("CC", "KERNEL_CC");
  }

  @Override
  default List<String> linkerVariables() {
    return List.of("LD", "KERNEL_LD");
  }

  @Override
  default String logHead(PackageVersion version, KernelTarget kernel) {
    return "DKMS ("
        + version()
        + ") make.log for "
        + version
        + " for kernel "
        + kernel.release()
        + " ("
        + kernel.arch()
        + ")";
  }

  @Override
  default String logStep(LoggedStep step) {
    return step.text();
  }

  @Override
  default boolean logsScripts() {
    return true;
  }

  @Override
  default boolean tellsWhy() {
    return false;
  }

  @Override
  default List<String> packer(String suffix, Framework framework) {
    List<String> words = new ArrayList<>();
    switch (suffix) {
      case ".gz" -> {
        words.add("gzip");
        words.addAll(framework.words("compress_gzip_opts", ""));
        words.add("-f");
      }
      case ".xz" -> {
        words.add("xz");
        words.addAll(framework.words("compress_xz_opts", "--check=crc32 --lzma2=dict=1MiB"));
        words.add("-f");
      }
      default -> {
        words.add("zstd");
        words.addAll(framework.words("compress_zstd_opts", "-q --rm -T0"));
        words.add("-f");
      }
    }
    return words;
  }

  @Override
  default boolean isBuiltWithoutFiles() {
    return true;
  }
}
