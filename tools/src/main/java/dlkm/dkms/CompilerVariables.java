package dlkm.dkms;

import dlkm.host.Child;
import dlkm.installedkernel.KernelConfiguration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The variables by which a package's own programs learn what a kernel was built with: many a
 * machine has its compiler under no other name, and {@code configure} looks for {@code CC}.
 */
final class CompilerVariables {

  private CompilerVariables() {}

  /** Those for a kernel, of programs that are there. */
  static Map<String, String> of(DkmsSession session, KernelTarget kernel) {
    KernelConfiguration built = KernelConfiguration.of(session.kernel(kernel));
    Map<String, String> variables = new LinkedHashMap<>();
    Dialect dialect = session.output().dialect();
    built.compiler().ifPresent(name -> put(dialect.compilerVariables(), name, variables));
    if (built.satisfies("CONFIG_CC_IS_CLANG=y")) {
      put(dialect.compilerVariables(), "clang", variables);
    }
    if (built.satisfies("CONFIG_LD_IS_LLD=y")) {
      put(dialect.linkerVariables(), "ld.lld", variables);
    }
    return variables;
  }

  private static void put(List<String> names, String program, Map<String, String> variables) {
    if (Child.program(program).isPresent()) {
      names.forEach(name -> variables.put(name, program));
    }
  }
}
