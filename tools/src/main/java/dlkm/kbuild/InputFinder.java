package dlkm.kbuild;

import dlkm.installedkernel.InstalledKernel;
import dlkm.sandbox.Sandbox;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds what a build read outside of its own tree: every header, from the lists that the compiler
 * writes; every file that is named in a command; the compiler itself and all that it consists of;
 * the kernel's build system.
 *
 * <p>Thread-safe.
 */
final class InputFinder {

  private final Path objects;
  private final Sandbox sandbox;

  /** What is mostly the same for all modules of a kernel. */
  private final Map<Common, Inputs> common = new HashMap<>();

  private record Common(Set<String> compilers, KernelBuildSystem kernel) {}

  /**
   * @param sandbox where the compilers run that are asked what they consist of
   */
  InputFinder(InstalledKernel kernel, Sandbox sandbox) throws IOException {
    this.sandbox = sandbox;
    objects = kernel.headers().toRealPath();
  }

  /** What most builds for this kernel read, before one has come far enough to name it. */
  synchronized Set<Path> usual(Set<String> compilers) throws IOException {
    Set<Path> files =
        new HashSet<>(common(new Common(compilers, KernelBuildSystem.usual(objects))).files());
    files.removeIf(file -> !sandbox.canRead(file));
    return files;
  }

  /** What the build of a tree read, as far as it has come. */
  synchronized Inputs of(BuildTree tree) throws IOException {
    Set<Path> files = new HashSet<>();
    Set<Path> absent = new HashSet<>();
    Set<String> compilers = new LinkedHashSet<>();
    // Mostly one for all files of a tree: what is asked for is looked for once in each.
    Set<IncludePath> searched = new HashSet<>();
    for (CommandFile command : CommandFile.below(tree.directory())) {
      List<Path> sources = command.sources().stream().map(this::path).toList();
      files.addAll(sources);
      files.addAll(named(command));
      if (command.isCompiled()) {
        compilers.addAll(compiler(command));
        IncludePath path = IncludePath.of(command, objects);
        searched.add(path);
        absent.addAll(path.absent(sources));
      }
    }
    KernelBuildSystem kernel = KernelBuildSystem.of(objects, files);
    SourceProbes probes = SourceProbes.of(sources(tree, files, kernel.sources()));
    for (IncludePath path : searched) {
      path.addAsked(probes, files, absent);
    }
    Inputs shared = common(new Common(Set.copyOf(compilers), kernel));
    files.addAll(shared.files());
    absent.addAll(shared.absent());
    files.removeIf(file -> file.startsWith(tree.directory()) || !sandbox.canRead(file));
    absent.removeIf(file -> file.startsWith(tree.directory()));
    return new Inputs(files, absent, probes.complete());
  }

  /** The tree's own, and the headers that it shares with other trees; the kernel's are known. */
  private List<Path> sources(BuildTree tree, Set<Path> read, Path kernel) throws IOException {
    List<Path> sources =
        new ArrayList<>(tree.files().stream().filter(SourceProbes::isSource).toList());
    for (Path file : read) {
      if (!file.startsWith(kernel)
          && !file.startsWith(objects)
          && !file.startsWith(tree.directory())
          && Files.isRegularFile(file)) {
        sources.add(file);
      }
    }
    return sources;
  }

  private Path path(String word) {
    return objects.resolve(word).normalize();
  }

  private Inputs common(Common key) throws IOException {
    Inputs known = common.get(key);
    if (known != null) {
      return known;
    }
    Inputs kernel = key.kernel().inputs();
    Inputs programs =
        BuildPrograms.of(sandbox, key.compilers(), KernelBuildSystem.programs(kernel.files()));
    Set<Path> files = new HashSet<>(kernel.files());
    files.addAll(programs.files());
    Set<Path> absent = new HashSet<>(kernel.absent());
    absent.addAll(programs.absent());
    Inputs found = new Inputs(files, absent);
    common.put(key, found);
    return found;
  }

  /** The words before the first option: a wrapper may stand before the compiler. */
  private static List<String> compiler(CommandFile command) {
    List<String> words = new ArrayList<>();
    for (String word : command.words()) {
      if (word.startsWith("-")) {
        break;
      }
      words.add(word);
    }
    return words;
  }

  /** Linker scripts, plug-ins, other trees' symbols, objects of somebody else's. */
  private Set<Path> named(CommandFile command) throws IOException {
    Set<Path> files = new HashSet<>();
    for (String word : command.words()) {
      addNamed(word, files);
      addNamed(word.substring(word.indexOf('=') + 1), files);
      if (word.startsWith("@")) {
        addNamed(word.substring(1), files);
      }
    }
    if (command.made().toString().endsWith(".mod") && Files.exists(command.made())) {
      for (String line :
          Files.readString(command.made(), StandardCharsets.ISO_8859_1).split("\n")) {
        addNamed(line, files);
      }
    }
    return files;
  }

  private void addNamed(String word, Set<Path> files) {
    if (word.isEmpty() || word.indexOf('/') < 0 && word.indexOf('.') < 0) {
      return;
    }
    try {
      Path file = path(word);
      if (Files.isRegularFile(file)) {
        files.add(file);
      }
    } catch (InvalidPathException e) {
      return; // no file is called that
    }
  }
}
