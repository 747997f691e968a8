package dlkm.dkms;

import dlkm.host.FileContent;
import dlkm.host.NewFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The packages that a package is built after ({@code BUILD_DEPENDS}). */
record BuildNeeds(DkmsSession session, PackageVersion version, KernelTarget kernel, DkmsConf conf) {

  private static final String NOTE = ".dep_";

  /**
   * Looks whether they are installed for the kernel.
   *
   * @throws DkmsException when one isn't, and nothing is forced (13)
   */
  void require() {
    List<String> missing =
        session.output().dialect().looksBeforeBuild()
            ? conf.needs().stream().filter(need -> !isInstalled(need)).toList()
            : List.of();
    if (missing.isEmpty()) {
      return;
    }
    String at = version + " for kernel " + kernel.release() + " (" + kernel.arch() + ")";
    String names = "missing BUILD_DEPENDS: " + String.join(" ", missing);
    if (!session.request().flags().force()) {
      throw new DkmsException(
          13,
          "Aborting build of module " + at + " due to " + names + ".",
          "You may override by specifying --force.");
    }
    session.output().warn("Trying to build module " + at + " despite of " + names + ".");
  }

  private boolean isInstalled(String need) {
    return session.tree().added(need, "").stream()
        .anyMatch(other -> session.isInstalled(other, kernel));
  }

  /**
   * Notes their versions beside what was built, for a package that is built again when one changes.
   */
  void remember(Path directory) throws IOException {
    if (!conf.rebuilt() || session.request().flags().force()) {
      return;
    }
    for (String need : conf.needs()) {
      Optional<String> newest = newest(need);
      if (newest.isPresent()) {
        NewFiles.write(directory.resolve(NOTE + need), newest.get() + "\n");
      }
    }
  }

  private Path note(String need) {
    return session.tree().built(version, kernel).resolve(NOTE + need);
  }

  private Optional<String> newest(String need) {
    return session.tree().added(need, "").stream()
        .map(PackageVersion::version)
        .max(Comparator.comparing(VersionOrder::padded));
  }

  /** Whether one of them has another version than when the package was built. */
  boolean haveChanged() {
    for (String need : conf.needs()) {
      Optional<String> newest = newest(need);
      if (newest.isPresent() && !read(note(need)).equals(newest)) {
        return true;
      }
    }
    return false;
  }

  private static Optional<String> read(Path note) {
    try {
      return Files.exists(note) ? Optional.of(FileContent.text(note).strip()) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
