package dlkm.scratch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The kernel's own modules that are loaded for the comparison: those of a list that can be loaded
 * on any machine, as far as the kernel has them, each behind all that it depends on.
 */
final class OwnModules {

  private static final Path LIST = Place.TOP.resolve("scratch/src/test/modules-in-tree");

  private final Map<String, String> paths = new LinkedHashMap<>();
  private final Map<String, List<String>> dependencies = new LinkedHashMap<>();

  private OwnModules(Path modulesDep) throws IOException {
    for (String line : Files.readAllLines(modulesDep)) {
      int colon = line.indexOf(':');
      String path = line.substring(0, colon);
      String rest = line.substring(colon + 1).strip();
      paths.put(name(path), path);
      dependencies.put(path, rest.isEmpty() ? List.of() : List.of(rest.split(" ")).reversed());
    }
  }

  /** The kernel's name of the module in a file. */
  static String name(String path) {
    String file = path.substring(path.lastIndexOf('/') + 1);
    return file.substring(0, file.indexOf('.')).replace('-', '_');
  }

  static List<LoadCase> of(ComparedKernel kernel) throws IOException {
    OwnModules modules = new OwnModules(kernel.modules().resolve("modules.dep"));
    Set<String> wanted = new LinkedHashSet<>();
    for (String listed : Files.readAllLines(LIST)) {
      String path = modules.paths.get(name(listed));
      if (path != null) {
        wanted.addAll(modules.dependencies.get(path));
        wanted.add(path);
      }
    }
    List<LoadCase> cases = new ArrayList<>();
    for (String path : wanted) {
      Path file = kernel.modules().resolve(path);
      cases.add(new LoadCase(path, "", name(path), file, "", List.of(), true));
    }
    return cases;
  }
}
