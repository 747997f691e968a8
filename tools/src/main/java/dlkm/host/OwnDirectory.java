package dlkm.host;

import dlkm.problem.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;

/**
 * A directory that the caller names and whose files become part of the state: nobody else may be
 * able to change what is in it, or to put another directory in its place.
 */
public final class OwnDirectory {

  private static final int STICKY = 01000;

  private OwnDirectory() {}

  /**
   * The directory of an absolute path of the machine.
   *
   * @throws ProblemException when it isn't there, or when it or a directory above it belongs to
   *     another user than the caller or root, or others may write to it; above it they may, where
   *     they can't rename what is another's
   */
  public static Path of(Host host, String absolute) {
    if (!absolute.startsWith("/")) {
      throw new ProblemException(absolute, "is not an absolute path", "begin it with '/'");
    }
    Path directory = host.path(absolute);
    if (!Files.isDirectory(directory)) {
      throw new ProblemException(
          directory.toString(),
          "is not a directory",
          Files.exists(directory, LinkOption.NOFOLLOW_LINKS)
              ? "name one"
              : "'mkdir -m 755 " + directory + "' makes one");
    }
    try {
      Path real = directory.toRealPath();
      Path top = host.path("/").toRealPath();
      requireOwn(real, false);
      for (Path above = real.getParent();
          above != null && above.startsWith(top) && !above.equals(top);
          above = above.getParent()) {
        requireOwn(above, true);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return directory;
  }

  private static void requireOwn(Path directory, boolean above) throws IOException {
    var attributes = Files.readAttributes(directory, PosixFileAttributes.class);
    var permissions = attributes.permissions();
    if ((permissions.contains(PosixFilePermission.GROUP_WRITE)
            || permissions.contains(PosixFilePermission.OTHERS_WRITE))
        && !(above && isSticky(directory))) {
      throw new ProblemException(
          directory.toString(),
          "is writable by others",
          "'chmod go-w " + directory + "', after a look at the files in it");
    }
    Object owner = Files.getAttribute(directory, "unix:uid");
    Object caller = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    if (!owner.equals(0) && !owner.equals(caller)) {
      throw new ProblemException(
          directory.toString(),
          "belongs to " + attributes.owner().getName(),
          "name a directory of your own");
    }
  }

  private static boolean isSticky(Path directory) throws IOException {
    return ((int) Files.getAttribute(directory, "unix:mode") & STICKY) != 0;
  }
}
