package dlkm.registrycheck;

import dlkm.funcset.FunctionSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Files of a function set and its build area that others than its owner may write to, or that
 * belong to others.
 */
final class Permissions {

  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

  private static final String OWNER = "unix:uid";
  private static final int ROOT = 0;

  private Permissions() {}

  /** Those that others may write to. */
  static List<Path> find(FunctionSet set) {
    return all(
        set,
        path -> {
          return Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS).stream()
              .anyMatch(OTHERS::contains);
        });
  }

  /** Those of other users, who may write to them whatever their mode is. */
  static List<Path> ofOthers(FunctionSet set) {
    return all(set, path -> !uid(path).equals(ROOT) && !uid(path).equals(owner(set)));
  }

  private static Object uid(Path path) throws IOException {
    return Files.getAttribute(path, OWNER, LinkOption.NOFOLLOW_LINKS);
  }

  /** Below another root, it may be the user who made that. */
  private static Object owner(FunctionSet set) throws IOException {
    if (set.host().isThisMachine()) {
      return ROOT;
    }
    return uid(Files.isDirectory(set.directory()) ? set.directory() : set.buildArea());
  }

  /** What is asked of each file. */
  @FunctionalInterface
  private interface Question {
    boolean of(Path path) throws IOException;
  }

  private static List<Path> all(FunctionSet set, Question question) {
    List<Path> found = new ArrayList<>();
    Search search =
        new Search(
            path -> {
              if (question.of(path)) {
                found.add(path);
              }
            });
    try {
      for (Path directory : List.of(set.directory(), set.buildArea())) {
        Path _ = Files.walkFileTree(directory, search);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    found.sort(null);
    return found;
  }

  /** Takes both away; an owner, only where the caller may. */
  static void take(FunctionSet set) throws IOException {
    for (Path path : ofOthers(set)) {
      try {
        Files.setAttribute(path, OWNER, owner(set), LinkOption.NOFOLLOW_LINKS);
      } catch (FileSystemException e) {
        // Whoever isn't root can't; the check tells of it.
      }
    }
    for (Path path : find(set)) {
      // Who may write there may also have put a link there since.
      PosixFileAttributeView view =
          Files.getFileAttributeView(path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
      PosixFileAttributes attributes = view.readAttributes();
      // It is opened for that, and a FIFO would be waited for.
      if (attributes.isRegularFile() || attributes.isDirectory()) {
        Set<PosixFilePermission> permissions = attributes.permissions();
        permissions.removeAll(OTHERS);
        view.setPermissions(permissions);
      }
    }
  }

  /** What is done with each file. */
  @FunctionalInterface
  private interface Action {
    void on(Path path) throws IOException;
  }

  /** Of directories and files but links. A build that goes on meanwhile moves them. */
  private static final class Search extends SimpleFileVisitor<Path> {

    private final Action action;

    Search(Action action) {
      this.action = action;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
        throws IOException {
      return visit(directory);
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      return attributes.isSymbolicLink() ? FileVisitResult.CONTINUE : visit(file);
    }

    private FileVisitResult visit(Path path) throws IOException {
      try {
        action.on(path);
      } catch (NoSuchFileException e) {
        return FileVisitResult.CONTINUE;
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException why) throws IOException {
      return goOn(why);
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, IOException why) throws IOException {
      return why == null ? FileVisitResult.CONTINUE : goOn(why);
    }

    private static FileVisitResult goOn(IOException why) throws IOException {
      if (why instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw why;
    }
  }
}
