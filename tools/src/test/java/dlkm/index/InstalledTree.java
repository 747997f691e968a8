package dlkm.index;

import dlkm.TestKernel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The module directory of a kernel that is installed here, with its headers. */
record InstalledTree(Path directory) {

  static InstalledTree require() {
    return new InstalledTree(TestKernel.modules());
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
