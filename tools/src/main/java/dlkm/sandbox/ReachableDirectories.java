package dlkm.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The directories on the way to a path, as far as a user without rights gets. */
public final class ReachableDirectories {

  private ReachableDirectories() {}

  /** Whether everybody may read the file, and enter all directories above it. */
  public static boolean isForAll(Path file) {
    return isReadable(file) && barrier(file).isEmpty();
  }

  /** The first directory above a path that not everybody may enter. */
  static Optional<Path> barrier(Path path) {
    List<Path> above = new ArrayList<>();
    for (Path at = path.getParent(); at != null; at = at.getParent()) {
      above.addFirst(at);
    }
    return above.stream().filter(directory -> !isOpen(directory)).findFirst();
  }

  /** Whether everybody may read the file. */
  static boolean isReadable(Path file) {
    return permits(file, PosixFilePermission.OTHERS_READ);
  }

  /** Whether everybody may enter the directory. */
  static boolean isOpen(Path directory) {
    return permits(directory, PosixFilePermission.OTHERS_EXECUTE);
  }

  private static boolean permits(Path path, PosixFilePermission permission) {
    try {
      return Files.getPosixFilePermissions(path).contains(permission);
    } catch (IOException | UnsupportedOperationException e) {
      return true; // make will say what is wrong with it
    }
  }
}
