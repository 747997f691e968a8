package dlkm.rehearse;

import dlkm.host.AtomicFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The temporary directory of a rehearsal, readable by its owner alone. Its name holds our process
 * id, so the next rehearsal can take away what one that was killed has left.
 */
record ScratchFiles(Path directory) implements AutoCloseable {

  private static final String PREFIX = "kmrehearse.";

  static ScratchFiles make() throws IOException {
    Path top = Path.of(System.getProperty("java.io.tmpdir"));
    discardLeftOvers(top);
    return new ScratchFiles(
        Files.createTempDirectory(top, PREFIX + ProcessHandle.current().pid() + "."));
  }

  private static void discardLeftOvers(Path top) throws IOException {
    try (DirectoryStream<Path> left = Files.newDirectoryStream(top, PREFIX + "*")) {
      for (Path path : left) {
        if (owner(path).filter(pid -> !Files.exists(Path.of("/proc/" + pid))).isPresent()) {
          AtomicFiles.deleteTree(path);
        }
      }
    }
  }

  private static Optional<String> owner(Path path) {
    String rest = path.getFileName().toString().substring(PREFIX.length());
    int dot = rest.indexOf('.');
    return dot > 0 && rest.substring(0, dot).chars().allMatch(Character::isDigit)
        ? Optional.of(rest.substring(0, dot))
        : Optional.empty();
  }

  Path file(String name) {
    return directory.resolve(name);
  }

  @Override
  public void close() {
    try {
      AtomicFiles.deleteTree(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
