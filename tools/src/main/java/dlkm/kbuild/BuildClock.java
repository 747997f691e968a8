package dlkm.kbuild;

import dlkm.host.NewFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

/** The clock that file systems stamp changes with: it ticks more coarsely than the system's. */
final class BuildClock {

  private BuildClock() {}

  /** The time by that clock, read from a file that is made for it. */
  static Instant now(Path directory) throws IOException {
    Path mark = NewFiles.create(directory, ".clock");
    try {
      FileTime changed = (FileTime) Files.getAttribute(mark, "unix:ctime");
      return changed.toInstant();
    } finally {
      Files.delete(mark);
    }
  }
}
