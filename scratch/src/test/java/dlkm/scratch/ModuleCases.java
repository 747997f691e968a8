package dlkm.scratch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** Makes cases of loading out of whole modules, each a file of its own. */
abstract class ModuleCases {

  private final Path built;
  private final Path to;
  private final List<LoadCase> cases;

  /** The kernel's function that makes a class: it had another name before Linux 6.4. */
  final String creator;

  /** Whether the kernel compares symbol CRCs. */
  final boolean hasModversions;

  /** Whether exports have flags: Linux 7.1 and later. */
  final boolean hasExportFlags;

  ModuleCases(Path built, Path to, List<LoadCase> cases) {
    this.built = built;
    this.to = to;
    this.cases = cases;
    try {
      ModuleBytes base = ModuleBytes.read(whole("kmc_base"));
      creator = base.hasSymbol("__class_create") ? "__class_create" : "class_create";
      hasModversions = base.hasSection("__versions");
      hasExportFlags = base.hasSection("__kflagstab");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  final Path whole(String name) {
    return built.resolve(name + ".ko");
  }

  final Path file(String id, String from, Consumer<ModuleBytes> damage) {
    try {
      ModuleBytes bytes = ModuleBytes.read(whole(from));
      damage.accept(bytes);
      Path directory = Files.createDirectories(to.resolve(id));
      return Files.write(directory.resolve(from + ".ko"), bytes.bytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  final void add(String id, String about, String from, Consumer<ModuleBytes> damage) {
    add(id, about, from, damage, List.of());
  }

  final void add(
      String id, String about, String from, Consumer<ModuleBytes> damage, List<Path> before) {
    cases.add(new LoadCase(id, about, from, file(id, from, damage), "", before, false));
  }

  /** A whole module, loaded with these parameters. */
  final void with(String id, String about, String from, String words) {
    Path file = file(id, from, _ -> {});
    cases.add(new LoadCase(id, about, from, file, words, List.of(), false));
  }

  final void base(String id, String about, Consumer<ModuleBytes> damage) {
    add(id, about, "kmc_base", damage);
  }

  final void user(String id, String about, Consumer<ModuleBytes> damage) {
    add(id, about, "kmc_user", damage, List.of(whole("kmc_base")));
  }
}
