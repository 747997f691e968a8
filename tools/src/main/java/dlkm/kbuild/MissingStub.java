package dlkm.kbuild;

import dlkm.component.InstalledModule;
import dlkm.host.Host;
import dlkm.installedkernel.InstalledKernel;
import dlkm.kbuild.BuildLog.Undefined;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import java.util.Optional;

/** A symbol that a build lacks because it is a stub, and the static kernel has none of it. */
final class MissingStub {

  private MissingStub() {}

  /** Whose stub the symbol is, and what brings it; nothing where no installed module has one. */
  static Optional<Problem> problem(InstalledKernel kernel, Undefined undefined) {
    Host host = kernel.host();
    return InstalledModule.names(host).stream()
        .filter(module -> declares(host, module, undefined.symbol()))
        .findFirst()
        .map(
            module ->
                new Problem(
                    undefined.module(),
                    "calls "
                        + undefined.symbol()
                        + ", a stub of "
                        + module
                        + ", "
                        + why(host, module),
                    todo(host, module)));
  }

  /** Whoever builds a module with faulty files is told of them. */
  private static boolean declares(Host host, String module, String symbol) {
    try {
      return InstalledModule.master(host, module).hasStub()
          && InstalledModule.read(host, module).stubs().stream()
              .anyMatch(stub -> stub.name().equals(symbol));
    } catch (ProblemException e) {
      return false;
    }
  }

  private static boolean isUsed(Host host, String module) {
    return InstalledModule.system(host, module).isConfigured();
  }

  private static String why(Host host, String module) {
    return isUsed(host, module)
        ? "which the static kernel doesn't have"
        : "which is planned to be unused";
  }

  private static String todo(Host host, String module) {
    return isUsed(host, module)
        ? "build the whole kernel: 'config SYSTEM_FILE'"
        : "'kmsystem -c y " + module + "', or plan the caller unused too";
  }
}
