package dlkm.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The input as a file, for a reader that wants one; in memory where the machine has that. */
public final class InputFile {

  private static final Path IN_MEMORY = Path.of("/dev/shm");

  private final Path path;

  public InputFile() {
    try {
      path =
          Files.isWritable(IN_MEMORY)
              ? Files.createTempFile(IN_MEMORY, "dlkm-fuzz", "")
              : Files.createTempFile("dlkm-fuzz", "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    path.toFile().deleteOnExit();
  }

  public Path path() {
    return path;
  }

  public void write(byte[] input) {
    try {
      Files.write(path, input);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
