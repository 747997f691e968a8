package dlkm.check;

import dlkm.host.AtomicFiles;
import dlkm.host.Child;
import dlkm.host.Host;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The modules of {@code src/test/modules/kmc}, compiled once, and the kernel that they are for. */
public final class CheckedModules {

  private static final Path BUILT = build();

  private CheckedModules() {}

  public static Path file(String name) {
    return BUILT.resolve(name + ".ko");
  }

  /** The release of the newest kernel that has its headers here. */
  public static String release() {
    try (Stream<Path> releases = Files.list(Path.of("/lib/modules"))) {
      return releases
          .filter(directory -> Files.isDirectory(directory.resolve("build")))
          .map(directory -> directory.getFileName().toString())
          .max(String::compareTo)
          .orElseThrow(() -> new IllegalStateException("no kernel headers: run ./check"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static KernelFacts facts() {
    return FactsReader.read(new Host(Path.of("/"), Path.of(".")), release(), false);
  }

  static List<ModuleVerdict> verdicts(Path... files) {
    return Verdicts.of(facts(), List.of(files), List.of(), Map.of());
  }

  private static Path build() {
    try {
      Path directory = Files.createTempDirectory("kmc");
      AtomicFiles.copyTree(Path.of("src/test/modules/kmc"), directory.resolve("kmc"));
      Path modules = directory.resolve("kmc");
      Child make =
          Child.run(
              List.of(
                  "make", "-C", "/lib/modules/" + release() + "/build", "M=" + modules, "modules"));
      if (make.status() != 0) {
        throw new IllegalStateException(make.output());
      }
      return modules;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
