package dlkm.modtree;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.TimeUnit;

/**
 * The identity of a file's content: unchanged if size, mtime and inode are.
 *
 * @param size in bytes
 * @param changed its modification time, in nanoseconds since 1970
 * @param inode a hash of device and inode; of a file that is replaced by a rename another one
 */
record FileStamp(long size, long changed, int inode) {

  /** Of a file that isn't there. */
  static final FileStamp NONE = new FileStamp(-1, 0, 0);

  /** A file that changed this shortly before it was read may change again under the same time. */
  private static final long DOUBT_NANOS = 50_000_000L;

  /** Files that changed later than this may not be taken for the same the next time. */
  static long trusted() {
    return System.currentTimeMillis() * 1_000_000L - DOUBT_NANOS;
  }

  // Those that a record has by itself are put together when they are first called, in 15 ms.

  @Override
  public boolean equals(Object other) {
    return other instanceof FileStamp its
        && its.size == size
        && its.changed == changed
        && its.inode == inode;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(changed) * 31 + inode;
  }

  static FileStamp of(BasicFileAttributes attributes) {
    FileTime time = attributes.lastModifiedTime();
    Object key = attributes.fileKey();
    return new FileStamp(
        attributes.size(), time.to(TimeUnit.NANOSECONDS), key == null ? 0 : key.hashCode());
  }

  static FileStamp of(Path file) {
    try {
      return of(Files.readAttributes(file, BasicFileAttributes.class));
    } catch (IOException e) {
      return NONE;
    }
  }
}
