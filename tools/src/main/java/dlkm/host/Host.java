package dlkm.host;

import dlkm.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The machine that a command works on: where its root is, and where our own files are.
 *
 * @param root the directory that every path of the machine is below; {@code /} for this machine
 *     itself, another directory for images, tests and packaging ({@code --root}, {@code DLKM_ROOT})
 * @param home the directory of the installed product: headers in {@code include}, shell scripts in
 *     {@code sh}
 * @param foreign a directory with a kernel's headers, used for that kernel instead of the machine's
 *     own; for a root that has none ({@code DLKM_HEADERS})
 */
public record Host(Path root, Path home, Optional<Path> foreign) {

  /** A machine with headers of its own. */
  public Host(Path root, Path home) {
    this(root, home, Optional.empty());
  }

  public Host {
    root = root.toAbsolutePath().normalize();
    home = real(home);
  }

  /** The normalized path: it is part of builds and of cache keys. */
  private static Path real(Path home) {
    try {
      return home.toRealPath();
    } catch (IOException e) {
      return home.toAbsolutePath().normalize();
    }
  }

  /**
   * The place of an absolute path of the machine, below the root; links are followed as the machine
   * would.
   *
   * @throws ProblemException when a link leads out of the root
   */
  public Path path(String absolute) {
    return isThisMachine() ? Path.of(absolute) : RootLinks.resolve(root, absolute, true);
  }

  /**
   * The same where the last name is to be made, replaced or deleted: a link there is not followed.
   */
  public Path entry(String absolute) {
    return isThisMachine() ? Path.of(absolute) : RootLinks.resolve(root, absolute, false);
  }

  /** Resolves a path below the root that was found by listing a directory, as {@link #path}. */
  public Path follow(Path below) {
    return isThisMachine() || !below.startsWith(root)
        ? below
        : RootLinks.resolve(root, "/" + root.relativize(below), true);
  }

  /** A file or directory among a kernel's headers; their own directory for an empty name. */
  public Path headers(String release, String name) {
    return foreign.isPresent() && areOf(foreign.get(), release)
        ? foreign.get().resolve(name)
        : path(Layout.modules(release) + "/build/" + name);
  }

  /** The same machine with headers elsewhere for the kernel that they are of. */
  public Host withHeaders(Path headers) {
    return new Host(root, home, Optional.of(headers));
  }

  /** Whether headers are those of a kernel. */
  public static boolean areOf(Path headers, String release) {
    return releaseOf(headers).filter(release::equals).isPresent();
  }

  /** The kernel that headers are of: they say so to every source. Empty where they don't. */
  public static Optional<String> releaseOf(Path headers) {
    try {
      String text = Files.readString(headers.resolve("include/generated/utsrelease.h"));
      int begin = text.indexOf('"') + 1;
      int end = text.indexOf('"', begin);
      return begin > 0 && end > begin ? Optional.of(text.substring(begin, end)) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
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
          root.toString(),
          "has no running kernel",
          "name an installed one: -K RELEASE (kconfig: --kernel)");
    }
    try {
      return Files.readString(Path.of("/proc/sys/kernel/osrelease")).strip();
    } catch (IOException e) {
      throw new ProblemException(
          "/proc/sys/kernel/osrelease", "can't be read: " + e.getMessage(), "mount /proc");
    }
  }
}
