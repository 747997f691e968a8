package dlkm.build;

import dlkm.host.Host;
import dlkm.plan.InstalledKernel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** The newest kernel of this machine that has its headers here. */
final class RealKernel {

  private RealKernel() {}

  /** The test is skipped where there is none. */
  static InstalledKernel require() {
    Host host = new Host(Path.of("/"), Path.of("."));
    List<InstalledKernel> kernels =
        InstalledKernel.releases(host).stream()
            .map(release -> new InstalledKernel(host, release))
            .filter(kernel -> Files.exists(kernel.modules().resolve("build/Makefile")))
            .toList();
    Optional<InstalledKernel> newest =
        kernels.stream().max(Comparator.comparing(InstalledKernel::release));
    Assumptions.assumeTrue(newest.isPresent(), "no kernel headers are installed");
    return newest.get();
  }

  /** A builder for it that works below a directory. */
  static Builder builder(Path work, Map<String, String> exports) {
    Path include = Path.of("src/main/c").toAbsolutePath();
    return new Builder(new Builder.Setting(require(), work, include, exports, 2));
  }
}
