package dlkm.kbuild;

import dlkm.component.InstalledModule;
import dlkm.declaration.MasterFile;
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
        .flatMap(name -> declaring(host, name, undefined.symbol()).stream())
        .findFirst()
        .map(module -> problem(undefined, module));
  }

  /** The module, if it has that stub. Whoever builds one with faulty files is told of them. */
  private static Optional<InstalledModule> declaring(Host host, String name, String symbol) {
    try {
      return Optional.of(InstalledModule.master(host, name))
          .filter(MasterFile::hasStub)
          .map(master -> InstalledModule.of(host, master, InstalledModule.system(host, name)))
          .filter(module -> module.stubs().stream().anyMatch(s -> s.name().equals(symbol)));
    } catch (ProblemException e) {
      return Optional.empty();
    }
  }

  private static Problem problem(Undefined undefined, InstalledModule module) {
    boolean used = module.system().isConfigured();
    return new Problem(
        undefined.module(),
        "calls "
            + undefined.symbol()
            + ", a stub of "
            + module.name()
            + (used ? ", which the static kernel doesn't have" : ", which is planned to be unused"),
        used
            ? "build the whole kernel: 'config SYSTEM_FILE'"
            : "'kmsystem -c y " + module.name() + "', or plan the caller unused too");
  }
}
