package dlkm.rehearse;

import dlkm.host.AtomicFiles;
import dlkm.host.DirectoryNames;
import java.io.IOException;
import java.io.UncheckedIOException;
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
    for (String left : DirectoryNames.of(top, PREFIX)) {
      if (owner(left).filter(pid -> !Files.exists(Path.of("/proc/" + pid))).isPresent()) {
        AtomicFiles.deleteTree(top.resolve(left));
      }
    }
  }

  private static Optional<String> owner(String name) {
    String rest = name.substring(PREFIX.length());
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
