package dlkm.host;

import dlkm.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The machine that a command works on: where its root is, and where our own files are.
 *
 * @param root the directory that every path of the machine is below; {@code /} for this machine
 *     itself, another directory for images, tests and packaging ({@code --root}, {@code DLKM_ROOT})
 * @param home the directory of the installed product: headers in {@code include}, shell scripts in
 *     {@code sh}
 */
public record Host(Path root, Path home) {

  public Host {
    root = root.toAbsolutePath().normalize();
    home = real(home);
  }

  /** One spelling, however the launcher was called: it goes into builds and their keys. */
  private static Path real(Path home) {
    try {
      return home.toRealPath();
    } catch (IOException e) {
      return home.toAbsolutePath().normalize();
    }
  }

  /** The place of an absolute path of the machine, below the root. */
  public Path path(String absolute) {
    return root.resolve(absolute.substring(1));
  }

  /** Whether the root is this machine's own, so that the running kernel is the machine's. */
  public boolean isThisMachine() {
    return root.getNameCount() == 0;
  }

  /** The path of one of our own commands. */
  public Path command(String name) {
    return home.resolve("../../bin").resolve(name).normalize();
  }

  /**
   * The release of the running kernel ({@code uname -r}).
   *
   * @throws ProblemException below another root, where there is no running kernel
   */
  public String runningRelease() {
    if (!isThisMachine()) {
      throw new ProblemException(
          root.toString(), "has no running kernel", "name an installed one with -K RELEASE");
    }
    try {
      return Files.readString(Path.of("/proc/sys/kernel/osrelease")).strip();
    } catch (IOException e) {
      throw new ProblemException(
          "/proc/sys/kernel/osrelease", "can't be read: " + e.getMessage(), "mount /proc");
    }
  }
}
