package dlkm.installedkernel;

import dlkm.host.Host;
import dlkm.problem.ProblemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.TreeMap;

/**
 * The files of a kernel's modules, by the names that the kernel knows them by: from {@code
 * modules.dep} (a line a module: its path, a colon, the paths of all that it needs, the one to be
 * loaded first at the end) of the release.
 */
public final class ModuleFiles {

  private final Path directory;

  /** The lines of {@code modules.dep}, by name. */
  private final Map<String, String> lines;

  private ModuleFiles(Path directory, Map<String, String> lines) {
    this.directory = directory;
    this.lines = lines;
  }

  /** Those of the wanted names that the release has; others are not looked for, that is quicker. */
  public static ModuleFiles read(Host host, String release, Set<String> wanted) {
    return read(new InstalledKernel(host, release).modules(), wanted);
  }

  static ModuleFiles read(Path directory, Set<String> wanted) {
    Map<String, String> lines = new HashMap<>();
    String text = wanted.isEmpty() ? "" : BuiltInModules.text(directory.resolve("modules.dep"));
    for (int at = 0; at < text.length() && lines.size() < wanted.size(); ) {
      int colon = text.indexOf(':', at);
      int newline = text.indexOf('\n', at);
      int end = newline < 0 ? text.length() : newline;
      if (colon > at && colon < end) {
        String name = BuiltInModules.name(text, at, colon);
        if (wanted.contains(name)) {
          lines.put(name, text.substring(at, end));
        }
      }
      at = end + 1;
    }
    return new ModuleFiles(directory, lines);
  }

  /** The path below the release's directory, such as {@code kernel/fs/x.ko}. */
  public Optional<String> relative(String name) {
    return Optional.ofNullable(lines.get(name)).map(line -> line.substring(0, line.indexOf(':')));
  }

  /** The file of one of the wanted modules. */
  public Optional<Path> file(String name) {
    return relative(name).map(directory::resolve);
  }

  /**
   * The files of these modules, all of them wanted ones, and of all that they need, in the order to
   * load them in; built-in ones need none.
   *
   * @throws ProblemException when the kernel has no module of that name
   */
  public SequencedSet<Path> inOrder(List<String> modules) {
    SequencedSet<Path> order = new LinkedHashSet<>();
    BuiltInModules builtIn = new BuiltInModules(directory);
    for (String module : modules) {
      if (lines.containsKey(module)) {
        paths(lines.get(module)).reversed().forEach(path -> order.add(directory.resolve(path)));
      } else if (!builtIn.contains(module)) {
        throw new ProblemException(
            directory.getFileName().toString(), "this kernel has no module " + module, "");
      }
    }
    return order;
  }

  /**
   * The direct dependencies of the wanted modules and of all that they need, by name. {@code
   * modules.dep} lists the indirect ones too: one that follows from another is left out, though the
   * module may also use its symbols.
   */
  public static Map<String, List<String>> dependencies(
      Host host, String release, Set<String> wanted) {
    return dependencies(new InstalledKernel(host, release).modules(), wanted);
  }

  static Map<String, List<String>> dependencies(Path directory, Set<String> wanted) {
    Set<String> below = new HashSet<>();
    for (String line : read(directory, wanted).lines.values()) {
      below.addAll(names(line));
    }
    Map<String, List<String>> all = new TreeMap<>();
    read(directory, below).lines.forEach((name, line) -> all.put(name, needed(line)));
    Map<String, List<String>> direct = new TreeMap<>();
    for (Map.Entry<String, List<String>> module : all.entrySet()) {
      List<String> needed = new ArrayList<>(module.getValue());
      for (String one : module.getValue()) {
        needed.removeAll(all.getOrDefault(one, List.of()));
      }
      direct.put(module.getKey(), List.copyOf(needed));
    }
    return direct;
  }

  private static List<String> needed(String line) {
    List<String> names = names(line);
    return names.subList(1, names.size());
  }

  /** The module's own name and those of all that it needs. */
  private static List<String> names(String line) {
    return paths(line).stream().map(path -> BuiltInModules.name(path, 0, path.length())).toList();
  }

  /** The module's own path and those of all that it needs. */
  private static List<String> paths(String line) {
    int colon = line.indexOf(':');
    List<String> paths = new ArrayList<>(List.of(line.substring(0, colon)));
    for (int at = colon + 1; at < line.length(); ) {
      int space = line.indexOf(' ', at);
      int end = space < 0 ? line.length() : space;
      if (end > at) {
        paths.add(line.substring(at, end));
      }
      at = end + 1;
    }
    return paths;
  }
}
