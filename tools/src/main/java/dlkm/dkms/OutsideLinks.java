package dlkm.dkms;

import dlkm.host.AtomicFiles;
import dlkm.sandbox.ReachableDirectories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Relative links of a package's sources to something outside of them, such as its documentation:
 * they lead nowhere in a copy.
 */
final class OutsideLinks {

  private OutsideLinks() {}

  /**
   * Replaces those in a copy by the files that they stand for; others have no use and go. What a
   * package names is copied only where everybody may read it: makefiles of others see the copy.
   */
  static void replace(Path sources, Path copy) throws IOException {
    List<Path> links;
    try (Stream<Path> all = Files.walk(copy)) {
      links = all.filter(file -> Files.isSymbolicLink(file) && !Files.exists(file)).toList();
    }
    for (Path link : links) {
      Path original = sources.resolve(copy.relativize(link));
      Files.delete(link);
      if (Files.isRegularFile(original)) {
        Path file = original.toRealPath();
        if (ReachableDirectories.isForAll(file)) {
          AtomicFiles.copyContent(file, link);
        }
      }
    }
  }
}
