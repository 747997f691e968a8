package dlkm.registrycheck;

import dlkm.funcset.FunctionSet;
import dlkm.host.AtomicFiles;
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
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Files of a function set and its build area that others than its owner may write to, or that
 * belong to others; files of a function set that not everybody can read.
 */
final class Permissions {

  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

  private static final Set<PosixFilePermission> DIRECTORY =
      PosixFilePermissions.fromString("rwxr-xr-x");

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

  /**
   * Those of the function set that not everybody can read. Root reads all of them, others can't ask
   * what is registered.
   */
  static List<Path> ofOtherMode(FunctionSet set) {
    return all(
        List.of(set.directory()),
        path -> {
          Set<PosixFilePermission> mode =
              Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS);
          // What a killed command left counts for nothing.
          return !path.getFileName().toString().startsWith(AtomicFiles.ASIDE)
              && mode.stream().noneMatch(OTHERS::contains)
              && !mode.containsAll(mode(path));
        });
  }

  private static Set<PosixFilePermission> mode(Path path) {
    return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS) ? DIRECTORY : AtomicFiles.TEXT;
  }

  /** What is wrong with the mode of a file, in the words of ls(1). */
  static String otherMode(Path path) {
    try {
      return "has the mode "
          + PosixFilePermissions.toString(
              Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS))
          + ", not "
          + PosixFilePermissions.toString(mode(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
    return all(List.of(set.directory(), set.buildArea()), question);
  }

  private static List<Path> all(List<Path> directories, Question question) {
    List<Path> found = new ArrayList<>();
    Search search =
        new Search(
            path -> {
              if (question.of(path)) {
                found.add(path);
              }
            });
    try {
      for (Path directory : directories) {
        Path _ = Files.walkFileTree(directory, search);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    found.sort(null);
    return found;
  }

  /** Gives all of them what they should have; an owner, only where the caller may. */
  static void take(FunctionSet set) throws IOException {
    for (Path path : ofOthers(set)) {
      try {
        Files.setAttribute(path, OWNER, owner(set), LinkOption.NOFOLLOW_LINKS);
      } catch (FileSystemException e) {
        // Whoever isn't root can't; the check tells of it.
      }
    }
    for (Path path : find(set)) {
      change(
          path,
          now -> {
            Set<PosixFilePermission> less = EnumSet.copyOf(now);
            less.removeAll(OTHERS);
            return less;
          });
    }
    for (Path path : ofOtherMode(set)) {
      change(path, _ -> mode(path));
    }
  }

  private static void change(Path path, UnaryOperator<Set<PosixFilePermission>> mode)
      throws IOException {
    // Who may write there may also have put a link there since.
    PosixFileAttributeView view =
        Files.getFileAttributeView(path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    PosixFileAttributes attributes = view.readAttributes();
    // It is opened for that, and a FIFO would be waited for.
    if (attributes.isRegularFile() || attributes.isDirectory()) {
      view.setPermissions(mode.apply(attributes.permissions()));
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
