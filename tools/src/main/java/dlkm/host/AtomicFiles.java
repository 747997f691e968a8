package dlkm.host;

import dlkm.problem.IoFailure;
import dlkm.problem.PartlyDoneException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Atomic changes of files and links: written aside in the same directory, flushed, renamed over.
 * Names that begin with {@link #ASIDE} are leftovers of killed commands; the holder of the state
 * lock may delete them.
 */
public final class AtomicFiles {

  /** The prefix of names that are not yet, or no longer, part of the state. */
  public static final String ASIDE = ".dlkm-aside.";

  /** The directories that are open one in another while a tree is deleted. */
  private static final int DEEPEST = 100;

  /** The mode of what everybody may read. */
  public static final Set<PosixFilePermission> TEXT = PosixFilePermissions.fromString("rw-r--r--");

  private static final Set<PosixFilePermission> PROGRAM =
      PosixFilePermissions.fromString("rwxr-xr-x");

  private static final Set<OpenOption> NEW =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

  private AtomicFiles() {}

  /** The name under which what will become {@code file} is prepared, in the same directory. */
  public static Path aside(Path file) {
    return file.resolveSibling(ASIDE + file.getFileName());
  }

  /** Replaces the file's content by the text, in UTF-8. */
  public static void write(Path file, String text) throws IOException {
    write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Replaces the file's content. */
  public static void write(Path file, byte[] content) throws IOException {
    Files.createDirectories(file.getParent());
    writeAll(file.getParent(), Map.of(file.getFileName().toString(), content));
  }

  /**
   * The same of a text that alone is the change: when it is in place, the change is done.
   *
   * @throws PartlyDoneException if it is in place, and can't be flushed to the disk
   */
  public static void commit(Path file, String text) throws IOException {
    Path directory = Files.createDirectories(file.getParent());
    String name = file.getFileName().toString();
    try (AsideFiles files = new AsideFiles(directory)) {
      files.put(name, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
      boolean _ = files.rename(List.of(name));
    }
    PartlyDoneException.after(() -> syncDirectory(directory));
  }

  /**
   * The same without the state lock: several may do so at once, each under a name aside that nobody
   * else has or can foretell.
   */
  public static void writeUnlocked(Path file, byte[] content) throws IOException {
    Files.createDirectories(file.getParent());
    Path own;
    try {
      String prefix = aside(file).getFileName() + ".";
      FileAttribute<?> mode = PosixFilePermissions.asFileAttribute(TEXT);
      own = Files.createTempFile(file.getParent(), prefix, "", mode);
    } catch (IOException e) {
      throw named(file, e);
    }
    try {
      try (FileChannel channel = FileChannel.open(own, StandardOpenOption.WRITE)) {
        AsideFiles.write(channel, ByteBuffer.wrap(content));
        channel.force(true);
      }
      Files.move(own, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      Files.deleteIfExists(own);
      throw named(file, e);
    }
    syncDirectory(file.getParent());
  }

  /**
   * Replaces the file's content by the text, in UTF-8.
   *
   * @param mode who may do what, as {@code rwxr-xr-x}
   */
  public static void write(Path file, String text, String mode) throws IOException {
    Files.createDirectories(file.getParent());
    String name = file.getFileName().toString();
    try (AsideFiles files = new AsideFiles(file.getParent())) {
      files.put(name, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
      Files.setPosixFilePermissions(aside(file), PosixFilePermissions.fromString(mode));
      files.commit(List.of(name));
    }
  }

  /**
   * Replaces the content of several files of a directory, by name: all are written and flushed to
   * the disk aside, then renamed in their order.
   */
  static void writeAll(Path directory, Map<String, byte[]> contents) throws IOException {
    try (AsideFiles files = new AsideFiles(directory)) {
      for (Map.Entry<String, byte[]> file : contents.entrySet()) {
        files.put(file.getKey(), ByteBuffer.wrap(file.getValue()));
      }
      files.commit(contents.keySet());
    }
  }

  /** Whether a directory has something that a command wrote aside. */
  public static boolean hasAsides(Path directory) throws IOException {
    return Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)
        && !DirectoryNames.of(directory, ASIDE).isEmpty();
  }

  /** Deletes what killed commands left in a directory; the caller holds the state lock. */
  public static void deleteAsides(Path directory) throws IOException {
    if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    for (String aside : DirectoryNames.of(directory, ASIDE)) {
      deleteTree(directory.resolve(aside));
    }
  }

  /** Makes {@code link} a symbolic link to {@code target}, replacing a link of that name. */
  public static void link(Path link, Path target) throws IOException {
    if (replaceLink(link, target)) {
      syncDirectory(link.getParent());
    }
  }

  /**
   * The same of a link that alone is the change.
   *
   * @throws PartlyDoneException if it is in place, and can't be flushed to the disk
   */
  public static void commitLink(Path link, Path target) throws IOException {
    if (replaceLink(link, target)) {
      PartlyDoneException.after(() -> syncDirectory(link.getParent()));
    }
  }

  private static boolean replaceLink(Path link, Path target) throws IOException {
    if (Files.isSymbolicLink(link) && Files.readSymbolicLink(link).equals(target)) {
      return false;
    }
    Files.createDirectories(link.getParent());
    Path aside = aside(link);
    Files.deleteIfExists(aside);
    Files.createSymbolicLink(aside, target);
    try {
      putInPlace(link);
    } catch (IOException e) {
      Files.deleteIfExists(aside);
      throw e;
    }
    return true;
  }

  /**
   * Opens a new file aside. It is never one that is there already: in a directory where others may
   * write, that could be somebody else's, who would get what is written, and keep the file.
   */
  static FileChannel createAside(Path file) throws IOException {
    Path aside = aside(file);
    try {
      return FileChannel.open(aside, NEW);
    } catch (FileAlreadyExistsException e) {
      // Of a killed command, as a rule.
      deleteTree(aside);
      return FileChannel.open(aside, NEW);
    }
  }

  /** Renames what was prepared aside; a failure names the file. */
  static void putInPlace(Path file) throws IOException {
    try {
      Files.move(aside(file), file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw named(file, e);
    }
  }

  /**
   * A failure with the file as it is to be: an open channel doesn't know its file, and the name
   * aside tells a user nothing.
   */
  static IOException named(Path file, IOException failure) {
    String shown = file.toString().replace("/" + ASIDE, "/");
    return switch (failure) {
      case AccessDeniedException _ -> new AccessDeniedException(shown);
      case NoSuchFileException _ -> new NoSuchFileException(shown);
      case FileAlreadyExistsException _ -> new FileAlreadyExistsException(shown);
      case FileSystemException e -> new FileSystemException(shown, null, e.getReason());
      default -> new FileSystemException(shown, null, failure.getMessage());
    };
  }

  /** Flushes a directory's entries to the disk. */
  public static void syncDirectory(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      throw named(directory, e);
    }
  }

  /** Flushes every file and directory below and including {@code top} to the disk. */
  public static void syncTree(Path top) throws IOException {
    try (Stream<Path> paths = Files.walk(top)) {
      for (Path path : (Iterable<Path>) paths::iterator) {
        if (Files.isDirectory(path) || Files.isRegularFile(path)) {
          syncDirectory(path);
        }
      }
    }
  }

  /**
   * Copies a file, or a directory with all that is in it, keeping symbolic links as links; owners
   * and modes as by {@link #copy}.
   */
  public static void copyTree(Path from, Path to) throws IOException {
    if (Files.isDirectory(from, LinkOption.NOFOLLOW_LINKS)) {
      TreeCopy.copy(from, to);
    } else {
      copy(from, to);
    }
  }

  /**
   * Copies a file with its time, or a link. The copy belongs to the caller, is readable for
   * everybody and writable for him alone, and executable where the file is: whose file it was, and
   * who may write to it, doesn't go along.
   */
  public static void copy(Path file, Path target) throws IOException {
    NewFiles.copy(file, target, StandardCopyOption.REPLACE_EXISTING, LinkOption.NOFOLLOW_LINKS);
    if (!Files.isSymbolicLink(target)) {
      copyAttributes(file, target);
    }
  }

  /** The same of what a link leads to. */
  public static void copyContent(Path file, Path target) throws IOException {
    NewFiles.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
    copyAttributes(file, target);
  }

  private static void copyAttributes(Path file, Path target) throws IOException {
    settle(target, Files.isExecutable(file), Files.readAttributes(file, BasicFileAttributes.class));
  }

  /** Gives a copy its mode and its time. */
  static void settle(Path copy, boolean isProgram, BasicFileAttributes of) throws IOException {
    Files.setPosixFilePermissions(copy, isProgram ? PROGRAM : TEXT);
    Files.setLastModifiedTime(copy, of.lastModifiedTime());
  }

  /**
   * Deletes a file, link or directory with all that is in it; nothing there is no error. It goes by
   * open directories: a name that somebody replaces by a link meanwhile leads nowhere else.
   */
  public static void deleteTree(Path top) throws IOException {
    // Seldom there: one look at the name is cheaper than to open its directory.
    if (!Files.exists(top, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (DirectoryStream<Path> parent =
        Files.newDirectoryStream(top.toAbsolutePath().getParent())) {
      delete((SecureDirectoryStream<Path>) parent, top.getFileName());
    } catch (NoSuchFileException e) {
      // Its directory isn't there either.
    } catch (FileSystemException e) {
      // An open directory knows the names in it alone.
      throw new FileSystemException(
          top.toString(), null, "can't be deleted: " + e.getFile() + ": " + IoFailure.reason(e));
    }
  }

  /** Deletes what a failed step left. The failure that matters is the step's. */
  public static void discard(Path top, Exception failure) {
    try {
      deleteTree(top);
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  /** Deletes a directory that is empty; nothing there is no error. */
  public static void prune(Path directory) throws IOException {
    if (Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)
        && DirectoryNames.of(directory).isEmpty()) {
      Files.delete(directory);
    }
  }

  /** Deletes an entry of an open directory, with all that is in it. */
  public static void delete(SecureDirectoryStream<Path> in, Path name) throws IOException {
    Deque<Path> left = new ArrayDeque<>(List.of(name));
    while (!left.isEmpty()) {
      delete(in, left.remove(), new Deep(in, left), 0);
    }
  }

  /**
   * Directories too deep to be kept open one in another: each is moved to the top.
   *
   * @param top the open directory that they are moved to
   * @param left gets their names there
   */
  private record Deep(SecureDirectoryStream<Path> top, Deque<Path> left) {

    void moved(SecureDirectoryStream<Path> from, Path entry) throws IOException {
      Path here = Path.of(ASIDE + "deep-" + left.size() + "-" + System.nanoTime());
      from.move(entry, top, here);
      left.add(here);
    }
  }

  private static void delete(SecureDirectoryStream<Path> in, Path name, Deep deep, int depth)
      throws IOException {
    if (!isDirectory(in, name)) {
      deleteFile(in, name);
      return;
    }
    List<Path> entries = new ArrayList<>();
    try (SecureDirectoryStream<Path> directory =
        in.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
      directory.forEach(entry -> entries.add(entry.getFileName()));
      for (Path entry : entries) {
        if (depth > DEEPEST && isDirectory(directory, entry)) {
          deep.moved(directory, entry);
        } else {
          delete(directory, entry, deep, depth + 1);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    in.deleteDirectory(name);
  }

  private static boolean isDirectory(SecureDirectoryStream<Path> in, Path name) throws IOException {
    BasicFileAttributeView view =
        in.getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    try {
      return view.readAttributes().isDirectory();
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private static void deleteFile(SecureDirectoryStream<Path> in, Path name) throws IOException {
    try {
      in.deleteFile(name);
    } catch (NoSuchFileException e) {
      // As wanted.
    }
  }
}
