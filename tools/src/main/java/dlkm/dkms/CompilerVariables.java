package dlkm.dkms;

import dlkm.installedkernel.KernelConfiguration;
import dlkm.installedkernel.KernelPrograms;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The variables by which a package's own programs learn what a kernel was built with: many a
 * machine has its compiler under no other name, and {@code configure} looks for {@code CC}.
 */
final class CompilerVariables {

  private CompilerVariables() {}

  /** Those for a kernel, of programs that are there. */
  static Map<String, String> of(DkmsSession session, KernelTarget kernel) {
    Optional<String> file = session.request().kernelConfig();
    KernelConfiguration built =
        file.isPresent()
            ? KernelConfiguration.ofFile(Path.of(file.get()))
            : KernelConfiguration.of(session.kernel(kernel));
    return of(session.output().dialect(), KernelPrograms.of(built));
  }

  /** Those in which a build itself puts the programs of its kernel. */
  static Map<String, String> ofBuild(DkmsSession session) {
    return of(
        session.output().dialect(),
        new KernelPrograms(Optional.of("$DLKM_CC"), Optional.of("$DLKM_LD")));
  }

  private static Map<String, String> of(Dialect dialect, KernelPrograms programs) {
    Map<String, String> variables = new LinkedHashMap<>();
    programs
        .compiler()
        .ifPresent(cc -> dialect.compilerVariables().forEach(name -> variables.put(name, cc)));
    programs
        .linker()
        .ifPresent(ld -> dialect.linkerVariables().forEach(name -> variables.put(name, ld)));
    return variables;
  }
}
