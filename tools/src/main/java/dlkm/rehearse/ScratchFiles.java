package dlkm.rehearse;

import dlkm.host.AtomicFiles;
import dlkm.host.DirectoryNames;
import dlkm.host.Layout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The temporary directory of a rehearsal, readable by root alone, in a directory of root's own. Its
 * name holds our process id, so the next rehearsal can take away what one that was killed has left.
 */
public record ScratchFiles(Path directory) implements AutoCloseable {

  /** Makes a new one. */
  public static ScratchFiles make() throws IOException {
    Path top = Files.createDirectories(Path.of(Layout.SCRATCH));
    discardLeftOvers(top);
    return new ScratchFiles(Files.createTempDirectory(top, ProcessHandle.current().pid() + "."));
  }

  private static void discardLeftOvers(Path top) throws IOException {
    for (String left : DirectoryNames.of(top)) {
      if (owner(left).filter(pid -> !Files.exists(Path.of("/proc/" + pid))).isPresent()) {
        AtomicFiles.deleteTree(top.resolve(left));
      }
    }
  }

  private static Optional<String> owner(String name) {
    int dot = name.indexOf('.');
    return dot > 0 && name.substring(0, dot).chars().allMatch(Character::isDigit)
        ? Optional.of(name.substring(0, dot))
        : Optional.empty();
  }

  /** A file in it. */
  public Path file(String name) {
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
