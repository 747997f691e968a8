package dlkm.registrycheck;

import dlkm.funcset.FunctionSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

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
    for (Path directory : List.of(set.directory(), set.buildArea())) {
      if (Files.isDirectory(directory)) {
        add(found, directory, question);
      }
    }
    found.sort(null);
    return found;
  }

  private static void add(List<Path> found, Path directory, Question question) {
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path path : (Iterable<Path>) paths::iterator) {
        if (!Files.isSymbolicLink(path) && isSo(path, question)) {
          found.add(path);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (UncheckedIOException e) {
      if (!(e.getCause() instanceof NoSuchFileException)) {
        throw e;
      }
    }
  }

  /** A build that goes on meanwhile moves its files. */
  private static boolean isSo(Path path, Question question) throws IOException {
    try {
      return question.of(path);
    } catch (NoSuchFileException e) {
      return false;
    }
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
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
      permissions.removeAll(OTHERS);
      Files.setPosixFilePermissions(path, permissions);
    }
  }
}
