package dlkm.host;

import dlkm.problem.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * What only root may do (spec §4.11 {@code EPERM}): change the state of this machine, and see all
 * of it. Commands that change something need no check of their own: the locks that they take are
 * files for root alone.
 */
public final class Superuser {

  private static final int UID = 0;

  private Superuser() {}

  /** The mode of a file that only its owner opens: who can open a lock can hold it. */
  static FileAttribute<?> ownerAlone() {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  }

  /** The answer to somebody else. */
  static ProblemException refusal(Path file) {
    return new ProblemException(file.toString(), "permission denied", "run this as root");
  }

  /** Whether root runs this process. */
  public static boolean isCaller() {
    try {
      return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(UID);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Refuses somebody else.
   *
   * @param subject of the problem
   * @param why only root can do it
   */
  public static void require(String subject, String why) {
    if (!isCaller()) {
      throw new ProblemException(subject, why, "run this as root");
    }
  }
}
