package dlkm.kbuild;

import dlkm.TestKernel;
import dlkm.host.Host;
import dlkm.installedkernel.InstalledKernel;
import java.nio.file.Path;
import java.util.Map;

/** The newest kernel of this machine that has its headers here. */
final class RealKernel {

  private RealKernel() {}

  static InstalledKernel require() {
    return new InstalledKernel(new Host(Path.of("/"), Path.of(".")), TestKernel.newest());
  }

  /** A builder for it that works below a directory, with a cache beside that. */
  static Builder builder(Path work, Map<String, String> exports) {
    Path include = Path.of("src/main/c").toAbsolutePath();
    BuildCache cache = new BuildCache(work.resolveSibling("cache"), 1 << 28);
    return new Builder(
        new Builder.Setting(require(), work, include, exports, 2, cache, message -> {}));
  }
}
