package dlkm.host;

import dlkm.problem.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
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
   * The directory of an absolute path of the machine. It is the real path that was checked: whoever
   * owns a link on the way may have it lead elsewhere a moment later.
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
      return checked(host, directory, "after a look at the files in it");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The real path of a file in such a directory, or that a link there leads to. One that isn't
   * there has the path that it would have.
   *
   * @throws ProblemException when others can change it, or put another file in its place: where a
   *     link leads to nothing, whoever owns the place may put a file there
   */
  public static Path file(Host host, Path file) {
    try {
      return checked(host, file, "after a look at it");
    } catch (NoSuchFileException _) {
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        throw new ProblemException(file.toString(), "is a link that leads nowhere", "");
      }
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path checked(Host host, Path path, String look) throws IOException {
    Path real = path.toRealPath();
    Path top = host.path("/").toRealPath();
    requireOwn(real, false, look);
    for (Path above = real.getParent();
        above != null && above.startsWith(top) && !above.equals(top);
        above = above.getParent()) {
      requireOwn(above, true, look);
    }
    return real;
  }

  private static void requireOwn(Path path, boolean above, String look) throws IOException {
    var attributes = Files.readAttributes(path, PosixFileAttributes.class);
    var permissions = attributes.permissions();
    if ((permissions.contains(PosixFilePermission.GROUP_WRITE)
            || permissions.contains(PosixFilePermission.OTHERS_WRITE))
        && !(above && isSticky(path))) {
      throw new ProblemException(
          path.toString(), "is writable by others", "'chmod go-w " + path + "', " + look);
    }
    Object owner = Files.getAttribute(path, "unix:uid");
    Object caller = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    if (!owner.equals(0) && !owner.equals(caller)) {
      throw new ProblemException(
          path.toString(),
          "belongs to " + attributes.owner().getName(),
          "name a directory and files of your own");
    }
  }

  private static boolean isSticky(Path directory) throws IOException {
    return ((int) Files.getAttribute(directory, "unix:mode") & STICKY) != 0;
  }
}
