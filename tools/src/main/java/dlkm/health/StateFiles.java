package dlkm.health;

import dlkm.host.Host;
import dlkm.host.Layout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Set;

/** Whether root alone can change our state, and whether there is room for it. */
record StateFiles(Host host, Findings findings) {

  private static final List<String> DIRECTORIES =
      List.of(Layout.PLAN, Layout.SYSTEMS, Layout.COMPONENTS, Layout.CODE, Layout.SETS);

  /** Where a change writes. */
  private static final List<String> WRITTEN = List.of(Layout.SETS, Layout.CACHE, "/boot");

  /** What a change may need there, in bytes. */
  private static final long LEAST = 64L << 20;

  void examine() {
    for (String directory : DIRECTORIES) {
      findings.examine("permissions", "", () -> permissions(host.path(directory)));
    }
    for (String directory : WRITTEN) {
      findings.examine("space", "", () -> space(host.path(directory)));
    }
    findings.examine("build", "", this::failedBuilds);
  }

  private void permissions(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return;
    }
    Set<PosixFilePermission> permissions =
        Files.getPosixFilePermissions(directory, LinkOption.NOFOLLOW_LINKS);
    if (permissions.contains(PosixFilePermission.OTHERS_WRITE)
        || permissions.contains(PosixFilePermission.GROUP_WRITE)) {
      findings.add(
          "permissions",
          "",
          directory.toString(),
          "can be written by others than root",
          "chmod go-w " + directory);
    }
  }

  /** Of the last run of the package manager. */
  private void failedBuilds() throws IOException {
    Path file = host.path(Layout.FAILED_BUILDS);
    if (Files.exists(file)) {
      for (String command : Files.readAllLines(file)) {
        findings.add(
            "build",
            "",
            file.toString(),
            "modules could not be built when packages were installed",
            command.startsWith("dkms ") // it takes the line away itself
                ? command
                : command + " && sed -i '\\|^" + command + "$|d' " + file);
      }
    }
  }

  private void space(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return;
    }
    long free = directory.toFile().getUsableSpace();
    if (free < LEAST) {
      findings.add(
          "space",
          "",
          directory.toString(),
          "has " + (free >> 20) + " MB left, a change may need " + (LEAST >> 20),
          "make room there");
    }
  }
}
