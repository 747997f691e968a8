package dlkm.config;

import dlkm.component.InstalledModule;
import dlkm.funcset.BuildArea;
import dlkm.funcset.FunctionSet;
import dlkm.host.Host;
import dlkm.installedkernel.InstalledKernel;
import dlkm.registry.Registration;
import java.util.Optional;
import java.util.stream.Stream;

/** The version that an installed module has, as far as it is known before a build. */
final class InstalledVersion {

  private InstalledVersion() {}

  /** That of its master file, else of what was built or registered, for this kernel rather. */
  static Optional<String> of(InstalledKernel kernel, String module) {
    Host host = kernel.host();
    return InstalledModule.master(host, module)
        .linux()
        .moduleVersion()
        .or(
            () ->
                Stream.concat(
                        Stream.of(new FunctionSet(host, kernel.release())),
                        Stream.concat(
                            BuildArea.all(host).stream().map(BuildArea::set),
                            FunctionSet.all(host).stream()))
                    .flatMap(set -> new BuildArea(set).record(module).stream())
                    .map(Registration::version)
                    .findFirst());
  }
}
