package dlkm.kbuild;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** An object while make works, seen from its {@code .cmd} file. */
final class CompiledObject {

  private final Path commandFile;
  private long size;

  CompiledObject(Path commandFile) {
    this.commandFile = commandFile;
  }

  /**
   * Whether the file is there and has the size of the last look: fixdep writes it while we look,
   * and half of it would name no compiler.
   */
  boolean isComplete() {
    long before = size;
    try {
      size = Files.size(commandFile);
    } catch (IOException e) {
      size = 0; // nothing is compiled yet
    }
    return size > 0 && size == before;
  }
}
