package dlkm.kernel;

import dlkm.host.Host;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where the files of a kernel's modules are, by the names that the kernel knows them by: from
 * {@code modules.dep} ({@code path: needed ...} a line) and {@code modules.builtin} (a path a line)
 * of the release.
 */
public final class ModuleFiles {

  private final Host host;
  private final Path directory;
  private final Map<String, String> paths;

  private ModuleFiles(Host host, Path directory, Map<String, String> paths) {
    this.host = host;
    this.directory = directory;
    this.paths = paths;
  }

  /** Those of the wanted names that the release has; others are not looked for, that is quicker. */
  public static ModuleFiles read(Host host, String release, Set<String> wanted) {
    Path directory = host.path("/lib/modules/" + release);
    Map<String, String> paths = new HashMap<>();
    String text = wanted.isEmpty() ? "" : text(directory.resolve("modules.dep"));
    for (int at = 0; at < text.length() && paths.size() < wanted.size(); ) {
      int colon = text.indexOf(':', at);
      int newline = text.indexOf('\n', at);
      int end = newline < 0 ? text.length() : newline;
      if (colon > at && colon < end) {
        String name = name(text, at, colon);
        if (wanted.contains(name)) {
          paths.put(name, text.substring(at, colon));
        }
      }
      at = end + 1;
    }
    return new ModuleFiles(host, directory, paths);
  }

  /** The names of the modules that are linked into the kernel of that release, sorted. */
  public static List<String> builtIn(Host host, String release) {
    String text = text(host.path("/lib/modules/" + release).resolve("modules.builtin"));
    List<String> names = new ArrayList<>();
    for (int at = 0; at < text.length(); ) {
      int newline = text.indexOf('\n', at);
      int end = newline < 0 ? text.length() : newline;
      if (end > at) {
        names.add(name(text, at, end));
      }
      at = end + 1;
    }
    names.sort(null);
    return names;
  }

  /** {@code kernel/fs/x-y.ko.xz} is the module {@code x_y}. */
  private static String name(String text, int from, int to) {
    int start = text.lastIndexOf('/', to - 1) + 1;
    int dot = text.indexOf('.', Math.max(start, from));
    int end = dot < 0 || dot > to ? to : dot;
    return text.substring(Math.max(start, from), end).replace('-', '_');
  }

  private static String text(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException e) {
      return "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The path below the release's directory, such as {@code kernel/fs/x.ko}. */
  public Optional<String> relative(String name) {
    return Optional.ofNullable(paths.get(name));
  }

  public Optional<Path> file(String name) {
    return relative(name).map(path -> host.follow(directory.resolve(path)));
  }
}
