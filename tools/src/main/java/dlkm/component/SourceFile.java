package dlkm.component;

import dlkm.clib.PinnedFile;
import dlkm.host.AtomicFiles;
import dlkm.problem.ProblemException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;

/**
 * A file that somebody ships in a directory of his own, which he may change while root reads it. A
 * link in it never shows others what its owner can't read himself, as the installed copy is
 * readable for everybody.
 *
 * @param shown its path as the user knows it
 * @param real its path without links
 * @param owner of the file in the directory, which may be a link
 */
record SourceFile(Path shown, Path real, UserPrincipal owner) {

  private static final String ROOT = "root";

  /**
   * The file of that name, or the one that a link of that name leads to.
   *
   * @throws ProblemException when the link's owner may not read what it leads to
   */
  static SourceFile of(Path file) throws IOException {
    SourceFile found =
        new SourceFile(file, file.toRealPath(), Files.getOwner(file, LinkOption.NOFOLLOW_LINKS));
    found.requireReadable(found.real);
    return found;
  }

  /** Copies it, as {@link AtomicFiles#copy} does. */
  void copyTo(Path target) throws IOException {
    try (PinnedFile pinned = PinnedFile.open(real)) {
      requireReadable(pinned.path());
      AtomicFiles.copyContent(pinned.path(), target);
    }
  }

  /** Its text. */
  String text() throws IOException {
    try (PinnedFile pinned = PinnedFile.open(real)) {
      requireReadable(pinned.path());
      return Texts.read(shown, pinned.path());
    }
  }

  private void requireReadable(Path file) throws IOException {
    PosixFileAttributes attributes = Files.readAttributes(file, PosixFileAttributes.class);
    if (!attributes.isRegularFile()) {
      throw new FileSystemException(shown.toString(), null, "is not a file");
    }
    boolean own = owner.getName().equals(ROOT) || owner.equals(attributes.owner());
    if (!own
        && !(attributes.permissions().contains(PosixFilePermission.OTHERS_READ) && isReachable())) {
      throw new ProblemException(
          shown.toString(),
          "leads to " + real + ", which " + owner.getName() + " may not read",
          "replace it by a copy, or remove it");
    }
  }

  private boolean isReachable() throws IOException {
    for (Path above = real.getParent(); above != null; above = above.getParent()) {
      if (!Files.getPosixFilePermissions(above).contains(PosixFilePermission.OTHERS_EXECUTE)) {
        return false;
      }
    }
    return true;
  }
}
