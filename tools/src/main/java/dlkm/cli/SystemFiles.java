package dlkm.cli;

import dlkm.component.InstalledModule;
import dlkm.host.Host;
import dlkm.host.Layout;
import dlkm.problem.ProblemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;

/**
 * The HP-UX system file that a command works with: {@code -S}, or {@link Layout#SYSTEM}; and the
 * other files that are named to it.
 */
final class SystemFiles {

  private SystemFiles() {}

  static Option option() {
    return Option.builder("S")
        .hasArg()
        .argName("FILE")
        .desc("the HP-UX system file instead of " + Layout.SYSTEM)
        .get();
  }

  /**
   * Resolves an absolute path below the root, and a relative one in the current directory (spec
   * §4.2).
   */
  static Path of(Host host, CommandLine line) {
    String named = line.getOptionValue("S");
    if (named == null) {
      return host.path(Layout.SYSTEM);
    }
    return named(host, named, "give a complete path, or one from here, with -S");
  }

  /** The same of an operand. */
  static Path operand(Host host, String named) {
    if (!Files.exists(resolved(host, named)) && InstalledModule.isInstalled(host, named)) {
      throw new ProblemException(
          named, "no such system file, but a module", "'config -M " + named + "' builds it");
    }
    return named(
        host,
        named,
        "give a complete path, or one from here; an empty file will do: 'touch " + named + "'");
  }

  /** A master file, or a directory of them. */
  static Path masters(Host host, String named) {
    Path place = resolved(host, named);
    if (!Files.exists(place)) {
      throw new ProblemException(
          named, "no such master file or directory", "give a complete path, or one from here");
    }
    return place;
  }

  private static Path resolved(Host host, String named) {
    return named.startsWith("/") ? host.path(named) : here(host, named);
  }

  private static Path named(Host host, String named, String todo) {
    Path file = resolved(host, named);
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new ProblemException(named, "is not a regular file", "name a system file");
    }
    if (!Files.isRegularFile(file)) {
      throw new ProblemException(named, "no such system file", todo);
    }
    return file;
  }

  /** Nothing is written outside of a root. */
  private static Path here(Host host, String named) {
    Path file = Path.of(named).toAbsolutePath().normalize();
    if (!file.startsWith(host.root())) {
      throw new ProblemException(
          named, "is outside of " + host.root(), "give its complete path below that");
    }
    return file;
  }
}
