package dlkm.rehearse;

import dlkm.host.DirectoryNames;
import dlkm.host.Host;
import dlkm.problem.ProblemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A kernel that can be booted: an image with its modules.
 *
 * @param image the compressed image as a boot loader takes it
 * @param modules its directory below {@code /lib/modules}
 */
record InstalledKernel(String release, Path image, Path modules) {

  private static final String INSTALL = "install a kernel image (Debian: linux-image-amd64)";

  /** The kernel of that release, or the newest. */
  static InstalledKernel find(Host host, Optional<String> release) {
    List<String> installed = installed(host);
    if (installed.isEmpty()) {
      throw new ProblemException(
          host.path("/boot").toString(),
          "holds no kernel whose modules are in /lib/modules",
          INSTALL);
    }
    String wanted = release.orElse(installed.getLast());
    if (!installed.contains(wanted)) {
      throw new ProblemException(
          wanted,
          "no such kernel is installed",
          "name one of " + String.join(", ", installed) + " with -K");
    }
    return new InstalledKernel(wanted, image(host, wanted), modules(host, wanted));
  }

  /** All releases, the newest last. */
  private static List<String> installed(Host host) {
    List<String> found = new ArrayList<>();
    Path top = host.path("/lib/modules");
    for (String release : DirectoryNames.of(top)) {
      if (Files.exists(image(host, release))
          && Files.exists(top.resolve(release).resolve("modules.dep"))) {
        found.add(release);
      }
    }
    found.sort(InstalledKernel::compare);
    return found;
  }

  private static Path image(Host host, String release) {
    return host.path("/boot/vmlinuz-" + release);
  }

  private static Path modules(Host host, String release) {
    return host.path("/lib/modules/" + release);
  }

  /** Numbers in a release count as numbers: 6.1.0-56 is newer than 6.1.0-9. */
  static int compare(String one, String other) {
    int i = 0;
    int j = 0;
    while (i < one.length() && j < other.length()) {
      int iEnd = digits(one, i);
      int jEnd = digits(other, j);
      int order =
          iEnd > i && jEnd > j
              ? Long.compare(Long.parseLong(one, i, iEnd, 10), Long.parseLong(other, j, jEnd, 10))
              : Character.compare(one.charAt(i), other.charAt(j));
      if (order != 0) {
        return order;
      }
      i = Math.max(iEnd, i + 1);
      j = Math.max(jEnd, j + 1);
    }
    return Integer.compare(one.length() - i, other.length() - j);
  }

  /** The end of the digits at {@code from}; no more of them than a long takes. */
  private static int digits(String text, int from) {
    int end = from;
    while (end < text.length()
        && end - from < 18
        && text.charAt(end) >= '0'
        && text.charAt(end) <= '9') {
      end++;
    }
    return end;
  }
}
