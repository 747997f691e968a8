package dlkm.prebuilt;

import dlkm.host.Host;
import dlkm.host.Layout;
import dlkm.problem.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.stream.Stream;

/** Whether the installed code and master file are still those that a module was built from. */
final class BuildTime {

  private BuildTime() {}

  /**
   * Refuses what was changed after a build. The time of the inode's change can't be set, as the
   * other times of a file can.
   *
   * @param release of the kernel that it was built for
   * @param name of the module or family
   * @param built when its build began, in whole seconds
   */
  static void requireUnchanged(Host host, String release, String name, Instant built) {
    Instant later = built.plusSeconds(1);
    try (Stream<Path> code = Files.walk(host.path(Layout.code(name)))) {
      Stream.concat(Stream.of(host.path(Layout.master(name))), code)
          .filter(file -> !changed(file).isBefore(later))
          .findFirst()
          .ifPresent(
              file -> {
                throw new ProblemException(
                    name,
                    "was built before " + file + " was changed",
                    "build it again: 'config -K " + release + " -M " + name + "'");
              });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Instant changed(Path file) {
    try {
      return ((FileTime) Files.getAttribute(file, "unix:ctime", LinkOption.NOFOLLOW_LINKS))
          .toInstant();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
