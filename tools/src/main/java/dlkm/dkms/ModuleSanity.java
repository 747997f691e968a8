package dlkm.dkms;

import dlkm.compress.Compression;
import dlkm.image.ModuleImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether a package's module is wanted for a kernel: not where the kernel has the same one, or a
 * newer one, or has it for good since some release.
 */
record ModuleSanity(DkmsSession session, PackageVersion version, KernelTarget kernel) {

  private static final List<String> OVERRIDE = List.of("You may override by specifying --force.");

  /** Says so where it isn't wanted. */
  boolean accepts(String dest, String obsoleteBy) {
    session.output().say("Running module version sanity check.");
    boolean force = session.request().flags().force() || session.request().flags().rpmSafeUpgrade();
    if (!force && isObsolete(obsoleteBy)) {
      session
          .output()
          .err()
          .say(
              "\nModule has been obsoleted due to being included\nin kernel "
                  + obsoleteBy
                  + ".  We will avoid installing\nfor future kernels above "
                  + obsoleteBy
                  + ".\n"
                  + OVERRIDE.getFirst());
      return false;
    }
    List<Path> present = present(dest);
    if (present.isEmpty() || session.request().flags().forceVersion() || force) {
      return true;
    }
    if (present.size() > 1) {
      session
          .output()
          .warn(
              "Warning! Cannot do version sanity checking because multiple " + dest + ".ko",
              "modules were found in kernel " + kernel.release() + ".");
      return true;
    }
    return isNewer(dest, present.getFirst());
  }

  private boolean isNewer(String dest, Path present) {
    Optional<ModuleImage> own =
        BuiltFiles.find(session.tree(), version, kernel, dest).flatMap(ModuleSanity::image);
    Optional<ModuleImage> theirs = image(present);
    String ours = own.flatMap(ModuleImage::version).orElse("");
    String old = theirs.flatMap(ModuleImage::version).orElse("");
    if (ours.equals(old)) {
      session
          .output()
          .err()
          .say(
              "Module version "
                  + ours
                  + " for "
                  + dest
                  + ".ko\nexactly matches what is already found in kernel "
                  + kernel.release()
                  + ".\nDKMS will not replace this module.\n"
                  + OVERRIDE.getFirst());
      return false;
    }
    if (!ours.isEmpty() && !old.isEmpty() && VersionOrder.isNewer(old, ours)) {
      session
          .output()
          .error(
              "Module version " + ours + " for " + dest + ".ko",
              "is not newer than what is already found in kernel "
                  + kernel.release()
                  + " ("
                  + old
                  + ").",
              OVERRIDE.getFirst());
      return false;
    }
    return true;
  }

  /** A file that can't be read has no version. */
  private static Optional<ModuleImage> image(Path file) {
    try {
      String name = file.toString();
      return Optional.of(
          ModuleImage.parse(name, Compression.unpack(name, Files.readAllBytes(file))));
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  /** The kernel's files of that name; links of ours lead to what is registered. */
  private List<Path> present(String dest) {
    try (Stream<Path> files = Files.walk(session.kernel(kernel).modules())) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(dest + ".ko"))
          .filter(Files::exists)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Releases are compared by their first two parts, the version and the ABI's number. */
  private boolean isObsolete(String obsoleteBy) {
    if (obsoleteBy.isEmpty()) {
      return false;
    }
    String[] since = obsoleteBy.split("-");
    String[] own = kernel.release().split("-");
    int first = VersionOrder.OLDEST_FIRST.compare(own[0], since[0]);
    if (first != 0) {
      return first > 0;
    }
    return since.length < 2
        || own.length > 1 && VersionOrder.OLDEST_FIRST.compare(own[1], since[1]) >= 0;
  }
}
