package dlkm.modtree;

import dlkm.host.Host;
import dlkm.host.Layout;
import dlkm.index.DepmodConf;
import dlkm.installedkernel.InstalledKernel;
import dlkm.problem.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where the modules of a kernel are, and what belongs to them.
 *
 * @param release as {@code uname -r} prints it
 * @param directory the kernel's module directory
 */
record TreePlace(Host host, String release, Path directory) {

  TreePlace(Host host, String release) {
    this(host, release, new InstalledKernel(host, release).modules());
  }

  /** As kmod looks for it: of files with one name the first counts. */
  private static final List<String> CONFIGURATION =
      List.of("/etc/depmod.d", "/run/depmod.d", "/usr/local/lib/depmod.d", "/lib/depmod.d");

  Path file(String name) {
    return host.follow(directory().resolve(name));
  }

  /** The index cache; may be deleted at any time. */
  Path cache() {
    return host.path(Layout.INDEX).resolve(release);
  }

  /**
   * Where a path of the index is: below the module directory, or an absolute one of an external
   * directory. That is below the root, unless the configuration names it with the root.
   */
  Path path(String indexed) {
    if (!indexed.startsWith("/")) {
      return directory().resolve(indexed);
    }
    Path path = Path.of(indexed);
    return path.startsWith(host.root()) ? path : host.path(indexed);
  }

  DepmodConf configuration(List<Problem> problems) {
    Map<String, Path> files = new TreeMap<>();
    for (String directory : CONFIGURATION) {
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(host.path(directory))) {
        for (Path entry : entries) {
          String name = entry.getFileName().toString();
          if (name.length() > 5 && name.endsWith(".conf") && !name.startsWith(".")) {
            files.putIfAbsent(name, host.follow(entry));
          }
        }
      } catch (NoSuchFileException | NotDirectoryException e) {
        // Most machines have one of them or none.
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    List<DepmodConf.File> texts = new ArrayList<>();
    for (Path file : files.values()) {
      if (Files.isRegularFile(file)) {
        try {
          String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
          texts.add(new DepmodConf.File(file.toString(), text));
        } catch (IOException e) {
          problems.add(Problem.of(file.toString(), "can't be read: " + e.getMessage(), ""));
        }
      }
    }
    return DepmodConf.parse(texts, release, problems);
  }
}
