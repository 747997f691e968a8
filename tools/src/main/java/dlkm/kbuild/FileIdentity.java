package dlkm.kbuild;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What {@code stat(2)} says of a file: device, inode, size, times of modification and change in
 * nanoseconds. While it stays the same, nobody has written to the file: the time of change can't be
 * set by a program. It can lie where the clock is set back by just the right amount, where a disk
 * is written to below its file system, and on a network file system within its attribute cache.
 *
 * @param text the five numbers, without blanks
 * @param changed the time of the last change of content or attributes
 */
record FileIdentity(String text, Instant changed) {

  private static final String ATTRIBUTES = "unix:dev,ino,size,lastModifiedTime,ctime,mode";
  private static final int TYPE = 0170000;
  private static final int REGULAR = 0100000;

  /** That of a regular file, links followed; nothing when there is none. */
  static Optional<FileIdentity> of(Path file) {
    try {
      Map<String, Object> stat = Files.readAttributes(file, ATTRIBUTES);
      FileTime changed = (FileTime) stat.get("ctime");
      if (((int) stat.get("mode") & TYPE) != REGULAR) {
        return Optional.empty();
      }
      String text =
          stat.get("dev")
              + ":"
              + stat.get("ino")
              + ":"
              + stat.get("size")
              + ":"
              + ((FileTime) stat.get("lastModifiedTime")).to(TimeUnit.NANOSECONDS)
              + ":"
              + changed.to(TimeUnit.NANOSECONDS);
      return Optional.of(new FileIdentity(text, changed.toInstant()));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * Whether the file was last changed before that time. One that was not may have been read before
   * the change or after it, and may change again within one tick of the file system's clock.
   */
  boolean isBefore(Instant time) {
    return changed.isBefore(time);
  }
}
