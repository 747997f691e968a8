package dlkm.kbuild;

import dlkm.host.AtomicFiles;
import dlkm.host.NewFiles;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Replaces a file of the build cache by one rename. Several commands may do it at once, with
 * different roots and so without a common lock: each writes aside under a name of its own, and the
 * last one wins.
 */
final class CacheReplacement {

  /** Whoever else could write there would decide what is loaded into the kernel. */
  private static final FileAttribute<Set<PosixFilePermission>> DIRECTORY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x"));

  private CacheReplacement() {}

  /** Writes the content. */
  @FunctionalInterface
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  static void write(Path file, Content content) throws IOException {
    Files.createDirectories(file.getParent(), DIRECTORY);
    String name = AtomicFiles.ASIDE + file.getFileName() + ".";
    Path aside = NewFiles.create(file.getParent(), name);
    // Files of that kind are their maker's alone; what is in the cache everybody may read.
    Files.setPosixFilePermissions(aside, PosixFilePermissions.fromString("rw-r--r--"));
    try {
      NewFiles.named(file, () -> fill(aside, content));
      Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      Files.deleteIfExists(aside);
      throw e;
    }
  }

  private static void fill(Path aside, Content content) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(aside))) {
      content.writeTo(out);
    }
  }
}
