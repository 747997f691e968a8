package dlkm.health;

import dlkm.funcset.FunctionSet;
import dlkm.host.DirectoryNames;
import dlkm.host.Host;
import dlkm.host.Layout;
import dlkm.installedkernel.InstalledKernel;
import java.nio.file.Files;

/** Kernels of which a part is gone: its modules, or all but what we have of it. */
record KernelSets(Host host, Findings findings) {

  void examine() {
    for (FunctionSet set : FunctionSet.all(host)) {
      removed("function-set", set.release(), set.directory().toString());
    }
    for (String release : DirectoryNames.of(host.path(Layout.BUILT))) {
      if (!release.startsWith(".")) {
        removed("build-area", release, host.path(Layout.built(release)).toString());
      }
    }
    for (String release : InstalledKernel.releasesOfImages(host)) {
      InstalledKernel kernel = new InstalledKernel(host, release);
      if (!Files.isDirectory(kernel.modules())) {
        findings.add(
            "kernel-modules",
            release,
            kernel.image().toString(),
            "has no modules: it can't boot into a working system",
            "apt-get install --reinstall linux-image-" + release);
      }
    }
  }

  private void removed(String check, String release, String directory) {
    if (!Files.isDirectory(new InstalledKernel(host, release).modules())) {
      findings.add(
          check,
          release,
          directory,
          "is left of a kernel that is removed",
          "config --forget -K " + release);
    }
  }
}
