package dlkm.config;

import dlkm.funcset.BuildArea;
import dlkm.image.ModuleImage;
import dlkm.image.PermanentModule;
import dlkm.problem.Problem;
import dlkm.registry.Registration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The images of static modules: the kernel must never unload them (spec §6.1). It refuses that of a
 * module without an exit function, see {@link PermanentModule}. A module without an init function
 * is different: it stays as long as another one takes symbols from it, so a static one has to.
 */
final class StaticImages {

  private StaticImages() {}

  /**
   * The image of a module that can't be unloaded, or where that isn't possible, the image itself.
   */
  static byte[] permanent(Path image) throws IOException {
    byte[] bytes = Files.readAllBytes(image);
    return PermanentModule.of(image.toString(), bytes).orElse(bytes);
  }

  /** The static modules that nothing would keep in the kernel. */
  static List<Problem> problems(List<BuildArea.Entry> entries) throws IOException {
    List<Registration> open = new ArrayList<>();
    Set<String> held = new HashSet<>();
    for (BuildArea.Entry entry : entries) {
      if (entry.record().isStatic()) {
        String file = entry.image().toString();
        byte[] bytes = Files.readAllBytes(entry.image());
        held.addAll(ModuleImage.parse(file, bytes).depends());
        if (PermanentModule.of(file, bytes).isEmpty()) {
          open.add(entry.record());
        }
      }
    }
    return open.stream()
        .filter(record -> !held.contains(record.kernelName()))
        .map(StaticImages::problem)
        .toList();
  }

  private static Problem problem(Registration record) {
    return new Problem(
        record.module(),
        "is planned static, but has no init function, and no static module uses it: anybody could"
            + " unload it",
        "'kmsystem -l y " + record.module() + "'");
  }
}
