package dlkm.modtree;

import dlkm.problem.ProblemException;
import java.io.File;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads some module of a kernel that nothing is known of, in a thread of its own while all are
 * still looked for: to load the library that unpacks it takes as long.
 */
final class FirstModule {

  /** Links may lead in a circle. */
  private static final int DEPTH = 8;

  private final Kmod kmod;

  private FirstModule(Kmod kmod) {
    this.kmod = kmod;
  }

  static void begin(Path directory, Kmod kmod) {
    FirstModule first = new FirstModule(kmod);
    Thread.ofPlatform()
        .daemon()
        .start(() -> first.find(directory.toFile(), DEPTH).ifPresent(first::read));
  }

  private Optional<Path> find(File directory, int depth) {
    String[] names = directory.list();
    if (names == null || depth == 0) {
      return Optional.empty();
    }
    for (String name : names) {
      File file = new File(directory, name);
      if (kmod.isModule(name)) {
        return Optional.of(file.toPath());
      }
      boolean sources = name.equals("build") || name.equals("source");
      Optional<Path> below = sources ? Optional.empty() : find(file, depth - 1);
      if (below.isPresent()) {
        return below;
      }
    }
    return Optional.empty();
  }

  private void read(Path file) {
    try (ModuleReader reader = new ModuleReader(kmod)) {
      reader.read(new ModuleFile(file.toString(), file, Stamp.NONE));
    } catch (ProblemException e) {
      // It is told when the module's turn comes.
    }
  }
}
