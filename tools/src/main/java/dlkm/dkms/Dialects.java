package dlkm.dkms;

import dlkm.component.Texts;
import dlkm.host.Host;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which version of DKMS is spoken on a machine: the one that its distribution has, or a named one.
 */
final class Dialects {

  /** Names one in place of the configuration, for tests. */
  private static final String VARIABLE = "DLKM_DKMS_OUTPUT";

  private static final List<String> OS_RELEASE = List.of("/etc/os-release", "/usr/lib/os-release");
  private static final int DEBIAN = 13;
  private static final double UBUNTU = 25.10;

  private Dialects() {}

  /**
   * The version.
   *
   * @param named as the configuration has it; empty for that of the distribution
   * @throws DkmsException for one that isn't known (8)
   */
  static Dialect choose(Host host, String named) {
    String variable = Optional.ofNullable(System.getenv(VARIABLE)).orElse("");
    String name = variable.isEmpty() ? named : variable;
    return switch (name) {
      case "3.0.10" -> new Dialect3010();
      case "3.2.2" -> new Dialect322();
      case "" -> isNew(host) ? new Dialect322() : new Dialect3010();
      default ->
          throw new DkmsException(
              8, "Unknown dkms_output '" + name + "'.", "It can be '3.0.10' or '3.2.2'.");
    };
  }

  /** Whether the machine tells its distribution. */
  static boolean isTold(Host host) {
    return OS_RELEASE.stream().anyMatch(file -> host.path(file).toFile().exists());
  }

  /** Whether it is Ubuntu, or made from it. */
  static boolean isUbuntu(Host host) {
    Map<String, String> release = release(host);
    return release.getOrDefault("ID", "").equals("ubuntu")
        || release.getOrDefault("ID_LIKE", "").startsWith("ubuntu");
  }

  private static boolean isNew(Host host) {
    Map<String, String> release = release(host);
    String version = release.getOrDefault("VERSION_ID", "");
    return switch (release.getOrDefault("ID", "")) {
      case "debian", "raspbian" -> version.isEmpty() || number(version) >= DEBIAN;
      case "ubuntu" -> number(version) >= UBUNTU;
      case "" -> isNewDebian(Texts.readOrEmpty(host.path("/etc/debian_version")).strip());
      default -> isNewLike(host, List.of(release.getOrDefault("ID_LIKE", "").split(" ")), release);
    };
  }

  /** DKMS too looks at what a distribution is made from; its own version says nothing of that. */
  private static boolean isNewLike(Host host, List<String> like, Map<String, String> release) {
    if (like.contains("ubuntu")) {
      // The letters have gone on from version to version, and do until 2030.
      return release.getOrDefault("UBUNTU_CODENAME", "z").compareTo("q") >= 0;
    }
    String version = Texts.readOrEmpty(host.path("/etc/debian_version")).strip();
    return !like.contains("debian") || number(version) == 0 || number(version) >= DEBIAN;
  }

  /** Testing and unstable are named there after the release to come: {@code forky/sid}. */
  private static boolean isNewDebian(String version) {
    return version.contains("/") || number(version) >= DEBIAN;
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private static Map<String, String> release(Host host) {
    Map<String, String> values = new HashMap<>();
    for (String file : OS_RELEASE) {
      Path path = host.path(file);
      if (path.toFile().exists()) {
        for (String line : Texts.readOrEmpty(path).split("\n")) {
          int equals = line.indexOf('=');
          if (equals > 0) {
            values.put(line.substring(0, equals), line.substring(equals + 1).replace("\"", ""));
          }
        }
        return values;
      }
    }
    return values;
  }
}
