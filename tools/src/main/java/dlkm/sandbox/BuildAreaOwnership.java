package dlkm.sandbox;

import dlkm.host.AtomicFiles;
import dlkm.host.Notices;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Gives directories to the build user, and takes them back when none of his processes is left. All
 * that he left is data: of files the content counts, links out of the directory are deleted.
 *
 * @param user the build user; where there is none, files change their owner neither way
 */
public record BuildAreaOwnership(Optional<BuildUser> user) {

  private static final String UID = "unix:uid";
  private static final String GID = "unix:gid";
  private static final String MODE = "unix:mode";

  /** Everybody in the group makes files there, and nobody removes those of others. */
  private static final int STICKY = 01775;

  private static final Set<java.nio.file.attribute.PosixFilePermission> OWN =
      PosixFilePermissions.fromString("rwxr-xr-x");

  /** Gives a directory with all that is in it. Nobody else can write there. */
  public void give(Path directory) throws IOException {
    if (user.isEmpty()) {
      return;
    }
    int uid = user.get().uid();
    // A directory comes after what is in it: while it is ours, nobody can put a link there.
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.setAttribute(file, UID, uid, LinkOption.NOFOLLOW_LINKS);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            Files.setAttribute(folder, UID, uid, LinkOption.NOFOLLOW_LINKS);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /**
   * Lets the build user make files of his own in a directory that stays ours: in files and
   * directories of ours he can change nothing.
   */
  public void share(Path directory) throws IOException {
    if (user.isPresent()) {
      Files.setAttribute(directory, GID, user.get().gid());
      Files.setAttribute(directory, MODE, STICKY);
    }
  }

  /**
   * Takes a given directory back.
   *
   * @param name what the messages call it
   * @param notices is told of links that lead out, and what is neither file nor directory
   */
  public void take(String name, Path directory, Notices notices) throws IOException {
    if (user.isPresent()) {
      new ReturnedTree(name, directory, notices).take();
    }
  }

  /** Takes a shared directory back, with what the build user made in it. */
  public void unshare(Path directory, Notices notices) throws IOException {
    if (user.isEmpty()) {
      return;
    }
    Files.setAttribute(directory, GID, 0);
    Files.setPosixFilePermissions(directory, OWN);
    List<Path> his = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      for (Path entry : entries) {
        int uid = (int) Files.getAttribute(entry, UID, LinkOption.NOFOLLOW_LINKS);
        if (uid == user.get().uid()) {
          his.add(entry);
        }
      }
    }
    for (Path entry : his) {
      if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
        AtomicFiles.deleteTree(entry);
      }
    }
    new ReturnedTree("build", directory, notices).takeFiles();
  }
}
