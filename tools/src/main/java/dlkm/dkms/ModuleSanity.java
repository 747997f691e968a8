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
record ModuleSanity(
    DkmsSession session, PackageVersion version, KernelTarget kernel, String suffix) {

  private static final List<String> OVERRIDE = List.of("You may override by specifying --force.");

  /** Says so where it isn't wanted. */
  boolean accepts(String dest, String obsoleteBy) {
    boolean force = session.request().flags().force() || session.request().flags().rpmSafeUpgrade();
    if (!force && isObsolete(obsoleteBy)) {
      dialect().obsolete(obsoleteBy).forEach(session.output().err()::say);
      return false;
    }
    List<Path> present = present(dest);
    if (present.isEmpty() || session.request().flags().forceVersion() || force) {
      return true;
    }
    if (present.size() > 1) {
      session.output().warn(dialect().several(dest + PackageTree.KO + suffix, kernel.release()));
      return true;
    }
    return isNewer(dest, present.getFirst());
  }

  private boolean isNewer(String dest, Path present) {
    Optional<Path> kept = BuiltFiles.find(session.tree(), version, kernel, dest);
    Optional<ModuleImage> own = kept.flatMap(ModuleSanity::image);
    Optional<ModuleImage> theirs = image(present);
    String ours = own.flatMap(ModuleImage::version).orElse("");
    String old = theirs.flatMap(ModuleImage::version).orElse("");
    if (ours.equals(old)) {
      List<String> reason =
          dialect()
              .sameVersion(
                  new Dialect.SameVersion(
                      ours,
                      dest,
                      suffix,
                      kernel.release(),
                      shown(present),
                      own.isPresent() && theirs.isPresent() && isSame(own.get(), theirs.get())));
      reason.forEach(session.output().err()::say);
      return reason.isEmpty();
    }
    if (!ours.isEmpty() && !old.isEmpty() && VersionOrder.isNewer(old, ours)) {
      session
          .output()
          .error(
              "Module version " + ours + " for " + dest + PackageTree.KO + suffix,
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

  private Dialect dialect() {
    return session.output().dialect();
  }

  /** By the sum of their sources, or by all of them where the kernel keeps no such sums. */
  private static boolean isSame(ModuleImage one, ModuleImage other) {
    return one.version().equals(other.version())
        && (one.srcversion().isPresent() || other.srcversion().isPresent()
            ? one.srcversion().equals(other.srcversion())
            : one.buildId().equals(other.buildId()));
  }

  private String shown(Path file) {
    return "/lib/modules/"
        + kernel.release()
        + "/"
        + session.kernel(kernel).modules().relativize(file);
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
  List<Path> present(String dest) {
    try (Stream<Path> files = Files.walk(session.kernel(kernel).modules())) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(dest + ".ko"))
          .filter(Files::isRegularFile)
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
