package dlkm.check;

import dlkm.TestKernel;
import dlkm.host.AtomicFiles;
import dlkm.host.Child;
import dlkm.host.Host;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The modules of {@code src/test/modules/kmc}, compiled once, and the kernel that they are for. */
public final class KmcModules {

  private static final Path BUILT = build();

  private KmcModules() {}

  public static Path file(String name) {
    return BUILT.resolve(name + ".ko");
  }

  static TargetKernel kernel() {
    return TargetKernelReader.read(
        new Host(Path.of("/"), Path.of(".")), TestKernel.newest(), false);
  }

  static List<ModuleVerdict> verdicts(Path... files) {
    return ModuleVerdicts.of(kernel(), List.of(files), Map.of());
  }

  private static Path build() {
    try {
      Path directory = Files.createTempDirectory("kmc");
      AtomicFiles.copyTree(Path.of("src/test/modules/kmc"), directory.resolve("kmc"));
      Path modules = directory.resolve("kmc");
      Child make =
          Child.run(
              List.of(
                  "make",
                  "-C",
                  "/lib/modules/" + TestKernel.newest() + "/build",
                  "M=" + modules,
                  "modules"));
      if (make.status() != 0) {
        throw new IllegalStateException(make.output());
      }
      return modules;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
