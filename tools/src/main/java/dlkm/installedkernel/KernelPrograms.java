package dlkm.installedkernel;

import dlkm.host.Child;
import java.util.Optional;

/**
 * The programs of this machine that made a kernel, as far as a package's own programs need their
 * names.
 *
 * @param compiler empty where it isn't here
 * @param linker where it isn't the usual one
 */
public record KernelPrograms(Optional<String> compiler, Optional<String> linker) {

  /** Those for a kernel with this configuration. */
  public static KernelPrograms of(KernelConfiguration built) {
    Optional<String> named = built.compiler().filter(KernelPrograms::isHere);
    return new KernelPrograms(
        known(built, "CONFIG_CC_IS_CLANG", "clang").or(() -> named),
        known(built, "CONFIG_LD_IS_LLD", "ld.lld"));
  }

  private static Optional<String> known(KernelConfiguration built, String option, String program) {
    return built.satisfies(option + "=y")
        ? Optional.of(program).filter(KernelPrograms::isHere)
        : Optional.empty();
  }

  private static boolean isHere(String program) {
    return Child.program(program).isPresent();
  }
}
