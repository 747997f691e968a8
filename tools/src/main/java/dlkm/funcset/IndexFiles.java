package dlkm.funcset;

import dlkm.host.AtomicFiles;
import dlkm.host.FileContent;
import dlkm.host.GenerationFile;
import dlkm.host.SetFile;
import dlkm.index.IndexUpdate;
import dlkm.index.ModuleIndex;
import dlkm.index.OurModule;
import dlkm.installedkernel.InstalledKernel;
import dlkm.modname.ModuleName;
import dlkm.modtree.ModuleTree;
import dlkm.problem.ProblemException;
import dlkm.registry.Registry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Brings the kernel's module index up to date with the current generation. The file {@code indexed}
 * in the function set says what of our modules it was last made from; whoever is killed between the
 * swap and here leaves it different, and the next command comes here again.
 *
 * <p>Mostly the index's own text is enough, which is the quickest way on a machine where nobody has
 * read the modules yet; where it isn't, all modules are looked at.
 */
public final class IndexFiles {

  /** In place of what the index was last made from: the whole tree has to be read. */
  private static final String WHOLE = "the whole tree\n";

  private final FunctionSet set;

  public IndexFiles(FunctionSet set) {
    this.set = set;
  }

  /** Whether a command was cut off between a generation and its index. */
  public boolean isBehind() {
    try {
      Optional<Generation> current = set.current();
      return current.isPresent()
          && Files.isDirectory(new InstalledKernel(set.host(), set.release()).modules())
          && !isWrittenFor(current.get());
    } catch (IOException | ProblemException e) {
      return false; // damage is told by who needs the generation
    }
  }

  /** Does nothing when the index is right already, or when the kernel isn't installed. */
  public void refresh() {
    try {
      Path modules = new InstalledKernel(set.host(), set.release()).modules();
      Optional<Generation> current = set.current();
      if (current.isEmpty() || !Files.isDirectory(modules)) {
        return;
      }
      if (isWrittenFor(current.get())) {
        return;
      }
      if (isOutdated()) {
        new ModuleTree(set.host(), set.release()).index(_ -> {});
      } else {
        Path images = GenerationFile.IMAGES.in(current.get().directory());
        update(modules, IndexState.modules(current.get().registry(), images, modules));
      }
      AtomicFiles.write(
          SetFile.INDEXED.in(set.directory()),
          Files.readString(GenerationFile.INDEX.in(current.get().directory())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The index's files that are missing or haven't the entries of the current generation. Where a
   * registered module stands in for one of the kernel's own, only missing files are found.
   */
  public List<Path> wrong() {
    try {
      Path modules = new InstalledKernel(set.host(), set.release()).modules();
      Optional<Generation> current = set.current();
      if (current.isEmpty() || !Files.isDirectory(modules)) {
        return List.of();
      }
      Path images = GenerationFile.IMAGES.in(current.get().directory());
      Registry registry = current.get().registry();
      return wrong(
          modules,
          IndexState.modules(registry, images, modules),
          LinkedNames.of(modules, registry));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> wrong(Path modules, List<OurModule> ours, Map<String, String> links)
      throws IOException {
    List<Path> wrong = new ArrayList<>();
    for (String name : ModuleIndex.NEEDED_FILES) {
      if (!Files.exists(modules.resolve(name))) {
        wrong.add(modules.resolve(name));
      }
    }
    Map<String, byte[]> present = present(modules);
    if (wrong.isEmpty()
        && ModuleIndex.update(present, ours)
            instanceof IndexUpdate.Files(Map<String, byte[]> changed)) {
      for (String name : changed.keySet()) {
        String text = name.replace(".bin", "");
        if (!changed.containsKey(text)
            || !words(changed.get(text), links)
                .equals(words(present.getOrDefault(text, new byte[0]), links))) {
          wrong.add(modules.resolve(name));
        }
      }
    }
    return wrong;
  }

  /**
   * The words of each line, all of it sorted: depmod takes modules that the kernel's build doesn't
   * list in the order of their directory, and we take them by name. Where a module has other names
   * by links, depmod lets an alias, a symbol or a dependency lead to any of them.
   */
  private static List<List<String>> words(byte[] text, Map<String, String> links) {
    Map<String, String> own = new TreeMap<>();
    links.forEach(
        (link, file) -> {
          own.put(link, ModuleIndex.OURS + file);
          own.put(ModuleName.ofFile(link), ModuleName.ofFile(file));
        });
    return new String(text, StandardCharsets.ISO_8859_1)
        .lines()
        .map(
            line ->
                Stream.of(line.split(" ", -1)).map(w -> own.getOrDefault(w, w)).sorted().toList())
        .distinct()
        .sorted(Comparator.comparing(Object::toString))
        .toList();
  }

  /** Writes the entries of the current generation, whatever was noted of it. */
  public void repair() {
    try {
      if (!wrong().isEmpty()) {
        Files.deleteIfExists(SetFile.INDEXED.in(set.directory()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    refresh();
  }

  /** Notes that the entries are to be written again: links to registered images come. */
  public void forget() throws IOException {
    if (!isOutdated()) {
      Files.deleteIfExists(SetFile.INDEXED.in(set.directory()));
    }
  }

  /**
   * Notes that files of other tools come or go: until the whole tree has been read, whoever comes
   * to the index reads it.
   */
  public void outdate() throws IOException {
    if (Files.isDirectory(set.directory())) {
      AtomicFiles.write(SetFile.INDEXED.in(set.directory()), WHOLE);
    }
  }

  private boolean isOutdated() throws IOException {
    Path indexed = SetFile.INDEXED.in(set.directory());
    return Files.exists(indexed) && Files.readString(indexed).equals(WHOLE);
  }

  private boolean isWrittenFor(Generation generation) throws IOException {
    Path indexed = SetFile.INDEXED.in(set.directory());
    String wanted = Files.readString(GenerationFile.INDEX.in(generation.directory()));
    return Files.exists(indexed) && Files.readString(indexed).equals(wanted);
  }

  /**
   * Fails where the index would have to be written for a generation and can't be.
   *
   * @throws ProblemException when the kernel's module directory is read-only
   */
  void requireWritable(Generation next) throws IOException {
    Path modules = new InstalledKernel(set.host(), set.release()).modules();
    if (Files.isDirectory(modules) && !isWrittenFor(next) && !Files.isWritable(modules)) {
      throw new ProblemException(
          modules.toString(),
          "is read-only, and the kernel's module index in it has to change",
          "mount it writable");
    }
  }

  /** Takes our modules out of the index of a kernel that stays when its function set goes. */
  void clear() throws IOException {
    Path modules = new InstalledKernel(set.host(), set.release()).modules();
    if (Files.exists(modules.resolve("modules.dep"))) {
      update(modules, List.of());
    }
  }

  private void update(Path modules, List<OurModule> ours) throws IOException {
    switch (ModuleIndex.update(present(modules), ours)) {
      case IndexUpdate.Files(Map<String, byte[]> changed) -> {
        for (var file : changed.entrySet()) {
          AtomicFiles.write(modules.resolve(file.getKey()), file.getValue());
        }
      }
      case IndexUpdate.NeedsAllModules(String _) ->
          new ModuleTree(set.host(), set.release()).index(_ -> {});
    }
  }

  private static Map<String, byte[]> present(Path modules) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    for (String name : ModuleIndex.FILES) {
      Path file = modules.resolve(name);
      if (Files.exists(file)) {
        files.put(name, FileContent.bytes(file));
      }
    }
    return files;
  }
}
