package dlkm.rehearse;

import dlkm.problem.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;

/**
 * The module files of a kernel, by {@code modules.dep} (a line a module: its path, a colon, the
 * paths of all that it needs, the one to be loaded first at the end).
 */
final class ModuleFiles {

  private final Path directory;
  private final Map<String, List<String>> files = new HashMap<>();
  private final String builtin;

  private ModuleFiles(Path directory, String builtin) {
    this.directory = directory;
    this.builtin = builtin;
  }

  static ModuleFiles read(Path directory) {
    try {
      ModuleFiles files =
          new ModuleFiles(directory, Files.readString(directory.resolve("modules.builtin")));
      files.parse(Files.readString(directory.resolve("modules.dep")));
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void parse(String dep) {
    int at = 0;
    while (at < dep.length()) {
      int end = dep.indexOf('\n', at);
      end = end < 0 ? dep.length() : end;
      int colon = dep.indexOf(':', at);
      if (colon > 0 && colon < end) {
        String path = dep.substring(at, colon);
        files.put(name(path), words(path, dep.substring(colon + 1, end)));
      }
      at = end + 1;
    }
  }

  private static List<String> words(String first, String rest) {
    List<String> words = new ArrayList<>();
    words.add(first);
    int at = 0;
    while (at < rest.length()) {
      int end = rest.indexOf(' ', at);
      end = end < 0 ? rest.length() : end;
      if (end > at) {
        words.add(rest.substring(at, end));
      }
      at = end + 1;
    }
    return words;
  }

  /** The name of the module in that file: without the directory and what follows the dot. */
  private static String name(String path) {
    String file = path.substring(path.lastIndexOf('/') + 1);
    return file.substring(0, file.indexOf('.')).replace('-', '_');
  }

  /** The files of these modules and of all that they need, in the order to load them in. */
  SequencedSet<Path> inOrder(List<String> modules) {
    SequencedSet<Path> order = new LinkedHashSet<>();
    for (String module : modules) {
      List<String> paths = files.get(module);
      if (paths != null) {
        for (String path : paths.reversed()) {
          order.add(directory.resolve(path));
        }
      } else if (!isBuiltin(module)) {
        throw new ProblemException(
            directory.getFileName().toString(),
            "this kernel has no module " + module,
            "use another kernel: a scratch machine needs 9p, virtio and overlayfs");
      }
    }
    return order;
  }

  private boolean isBuiltin(String module) {
    return builtin.replace('-', '_').contains("/" + module + ".ko");
  }
}
