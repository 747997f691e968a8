package dlkm.index;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The module directory of a kernel that is installed here, with its headers. */
record InstalledTree(Path directory) {

  /** The newest one; the test is skipped where there is none. */
  static InstalledTree require() {
    Optional<Path> found = Optional.empty();
    if (Files.isDirectory(Path.of("/lib/modules"))) {
      try (Stream<Path> all = Files.list(Path.of("/lib/modules"))) {
        found =
            all.filter(d -> Files.exists(d.resolve("modules.dep.bin")))
                .filter(d -> Files.exists(d.resolve("build/Makefile")))
                .max(Path::compareTo);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    Assumptions.assumeTrue(found.isPresent(), "no kernel with its headers is installed");
    return new InstalledTree(found.get());
  }

  String release() {
    return directory.getFileName().toString();
  }

  Map<String, byte[]> index() {
    return index(directory);
  }

  /** The index files of a module directory, by name. */
  static Map<String, byte[]> index(Path directory) {
    Map<String, byte[]> files = new HashMap<>();
    for (String name : ModuleIndex.FILES) {
      Path file = directory.resolve(name);
      if (Files.exists(file)) {
        try {
          files.put(name, Files.readAllBytes(file));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
    return files;
  }

  /** What an update leaves: the new files over the present ones. */
  static Map<String, byte[]> after(Map<String, byte[]> files, List<OurModule> ours) {
    Map<String, byte[]> after = new HashMap<>(files);
    switch (ModuleIndex.update(files, ours)) {
      case IndexUpdate.Files(Map<String, byte[]> changed) -> after.putAll(changed);
      case IndexUpdate.NeedsAllModules(String reason) -> throw new AssertionError(reason);
    }
    return after;
  }
}
